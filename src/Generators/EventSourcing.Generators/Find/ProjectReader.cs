using System.Collections.Immutable;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EventSourcing.Generators;

/// <summary>Reads a project: its aggregates and projections, and its events with what their members reach.</summary>
internal sealed class ProjectReader
{
    private readonly CSharpCompilation _compilation;
    private readonly CancellationToken _cancellationToken;
    private readonly ImmutableArray<SyntaxTree> _trees;
    private readonly Dictionary<SyntaxTree, int> _files = [];
    private readonly HashSet<INamedTypeSymbol> _aggregatesSeen = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _projectionsSeen = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _upcastingSeen = new(SymbolEqualityComparer.Default);
    private readonly List<UpcasterModel> _upcasters = [];
    private readonly Dictionary<INamedTypeSymbol, ReadEventType> _eventsSeen = new(SymbolEqualityComparer.Default);
    private readonly SortedDictionary<string, ReadEventType> _events = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (AggregateModel Model, int File)> _aggregates = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, (ProjectionModel Model, int File)> _projections = new(StringComparer.Ordinal);
    private readonly Dictionary<INamedTypeSymbol, bool> _rowsSeen = new(SymbolEqualityComparer.Default);
    private readonly SortedDictionary<string, (RowModel Model, string Namespace, int File)> _rows = new(StringComparer.Ordinal);

    private ProjectReader(CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        (_compilation, _cancellationToken) = (compilation, cancellationToken);
        _trees = compilation.SyntaxTrees;
        for (var file = 0; file < _trees.Length; file++) _files.Add(_trees[file], file);
    }

    /// <summary>Reads a compilation.</summary>
    public static ProjectReading Read(CSharpCompilation compilation, CancellationToken cancellationToken) => new ProjectReader(compilation, cancellationToken).Read();

    private ProjectReading Read()
    {
        var spellings = new Spellings();
        var hasCatalogAlias = false;
        foreach (var tree in _trees)
        {
            foreach (var (alias, target) in Spellings.AliasesOf(tree.GetCompilationUnitRoot(_cancellationToken)))
            {
                hasCatalogAlias |= alias == WellKnownNames.CatalogClass;
                spellings.Learn(alias, target);
            }
        }

        foreach (var tree in _trees) ReadFile(tree, spellings);
        return new ProjectReading(
            FilesOf(),
            new EquatableArray<CatalogEvent>([.. _events.Values.Select(e => new CatalogEvent(e.Model!.TypeName, e.Model.Name, e.Model.Version, e.Model.Aliases, e.Model.Codec))]),
            new EquatableArray<CatalogAggregate>([.. _aggregates.Values.Where(a => a.Model.IsListed).Select(a => new CatalogAggregate(a.Model.Type.FullName, a.Model.IdType))]),
            new EquatableArray<string>([.. _projections.Values.Where(p => p.Model.IsListed).Select(p => p.Model.Type.FullName)]),
            new EquatableArray<string>([.. _rows.Values.Select(r => RowEmitter.MappingOf(r.Model))]),
            new EquatableArray<UpcasterModel>([.. _upcasters.OrderBy(u => u.Name, StringComparer.Ordinal).ThenBy(u => u.Version).ThenBy(u => u.Call, StringComparer.Ordinal)]),
            ReferencedCatalogs.CatalogTypes(_compilation, _cancellationToken),
            _compilation.AssemblyName ?? "",
            hasCatalogAlias);
    }

    private void ReadFile(SyntaxTree tree, Spellings spellings)
    {
        SemanticModel? model = null;
        foreach (var (part, marks) in MarkedTypes.Of(tree.GetCompilationUnitRoot(_cancellationToken), spellings))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            model ??= _compilation.GetSemanticModel(tree);
            if (model.GetDeclaredSymbol(part, _cancellationToken) is not { } type) continue;
            if ((marks & (Marks.Aggregate | Marks.Handlers)) != 0) ReadAggregate(type);
            if ((marks & Marks.Projection) != 0) ReadProjection(type);
            if ((marks & Marks.ReadModel) != 0 && RowReader.IsMarked(type)) CanMap(type, type);
            if ((marks & Marks.Upcasters) != 0) ReadUpcasters(type);
            if ((marks & Marks.Event) != 0 && type.Attribute(WellKnownNames.DomainEventAttribute) is not null) ReadEvent(type, type);
        }
    }

    private void ReadAggregate(INamedTypeSymbol type)
    {
        if (!AggregateReader.IsMarked(type) || !_aggregatesSeen.Add(type)) return;
        if (new AggregateReader(type, null, _cancellationToken).Read() is { } aggregate) _aggregates[aggregate.Type.FullName] = (aggregate, FileOf(type));
        ReadHandledEvents(type);
    }

    private void ReadProjection(INamedTypeSymbol type)
    {
        if (!ProjectionReader.IsProjection(type) || !_projectionsSeen.Add(type)) return;
        ReadHandledEvents(type);
        if (new ProjectionReader(type, null, _cancellationToken).Read() is not { } projection) return;
        var hasMappings = true;
        foreach (var (row, _) in ProjectionConstructor.RowsOf(type)) hasMappings &= CanMap(row, type);

        // What keeps a mapping from being emitted is reported at the row.
        if (hasMappings) _projections[projection.Type.FullName] = (projection, FileOf(type));
    }

    private bool CanMap(INamedTypeSymbol row, INamedTypeSymbol neededBy)
    {
        row = (INamedTypeSymbol)row.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        if (_rowsSeen.TryGetValue(row, out var canMap)) return canMap;
        canMap = RowReader.IsMapped(row, _compilation.Assembly);
        if (!canMap && new RowReader(row, _compilation.Assembly, null, null, _cancellationToken).Read() is { } model)
        {
            canMap = true;
            _rows[model.TypeName] = (model, row.ContainingNamespace.FullName(), FileOf(row.DeclaringSyntaxReferences.Length > 0 ? row : neededBy));
        }

        _rowsSeen.Add(row, canMap);
        return canMap;
    }

    private void ReadHandledEvents(INamedTypeSymbol type)
    {
        foreach (var (eventType, _) in ModelValidator.HandledEvents(type, _cancellationToken))
        {
            if (ModelValidator.IsOursToRead(eventType, type.ContainingAssembly)) ReadEvent(eventType, type);
        }
    }

    private void ReadUpcasters(INamedTypeSymbol type)
    {
        if (!_upcastingSeen.Add(type)) return;
        foreach (var upcaster in UpcasterReader.UpcastersOf(type))
        {
            if (upcaster.ToModel() is not { } model) continue;
            var isReadable = true;
            foreach (var eventType in upcaster.Events())
            {
                if (ModelValidator.IsOursToRead(eventType, type.ContainingAssembly)) ReadEvent(eventType, type);

                // What keeps an event from being stored is reported at the event.
                isReadable &= EventReader.WhyNotAnEvent(eventType, type.ContainingAssembly) is null;
            }

            if (isReadable) _upcasters.Add(model);
        }
    }

    private void ReadEvent(INamedTypeSymbol type, INamedTypeSymbol neededBy)
    {
        var file = FileOf(type.DeclaringSyntaxReferences.Length > 0 ? type : neededBy);
        if (_eventsSeen.TryGetValue(type, out var seen))
        {
            if (IsBefore(file, seen.File)) seen.File = file;
            return;
        }

        var read = new ReadEventType(EventReader.Read(type, _compilation.Assembly, null, null, _cancellationToken, _compilation), type.ContainingNamespace.FullName(), file);
        _eventsSeen.Add(type, read);
        if (read.Model is { } model) _events[model.TypeName] = read;
    }

    /// <summary>The file to which a type belongs: the first one by path, so that the order in which the compiler gets them changes no byte.</summary>
    private int FileOf(INamedTypeSymbol type)
    {
        var first = -1;
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (_files.TryGetValue(reference.SyntaxTree, out var file) && (first < 0 || IsBefore(file, first))) first = file;
        }

        return first;
    }

    private bool IsBefore(int file, int other) => string.CompareOrdinal(_trees[file].FilePath, _trees[other].FilePath) < 0;

    /// <summary>Names of emitted files are given in ordinal order of the types, over all files.</summary>
    private EquatableArray<FileReading> FilesOf()
    {
        var aggregates = new List<AggregateModel>?[_trees.Length];
        var aggregateHints = new HintNames();
        foreach (var (model, file) in _aggregates.Values)
            (aggregates[file] ??= []).Add(model with { Type = model.Type with { HintName = aggregateHints.Unique(model.Type.HintName, model.Type.FullName) } });

        var projections = new List<ProjectionModel>?[_trees.Length];
        var projectionHints = new HintNames();
        foreach (var (model, file) in _projections.Values)
            (projections[file] ??= []).Add(model with { Type = model.Type with { HintName = projectionHints.Unique(model.Type.HintName, model.Type.FullName) } });

        var rows = new List<RowModel>?[_trees.Length];
        var rowHints = new HintNames();
        foreach (var (model, _, file) in _rows.Values) (rows[file] ??= []).Add(model with { HintName = rowHints.Unique(model.HintName, model.TypeName) });

        var codecs = CodecFiles();
        var files = new FileReading[_trees.Length];
        for (var i = 0; i < files.Length; i++)
        {
            files[i] = aggregates[i] is null && projections[i] is null && rows[i] is null && codecs[i] is null
                ? FileReading.Empty
                : new FileReading(
                    new EquatableArray<AggregateModel>(aggregates[i]?.ToArray() ?? []),
                    new EquatableArray<ProjectionModel>(projections[i]?.ToArray() ?? []),
                    new EquatableArray<RowModel>(rows[i]?.ToArray() ?? []),
                    codecs[i]);
        }

        return new EquatableArray<FileReading>(files);
    }

    private CodecFile?[] CodecFiles()
    {
        var codecs = new List<CodecItem>?[_trees.Length];
        var order = new List<int>();
        var types = TypesWithCodecs();
        var discriminators = Discriminators.Of(types.Values.Select(t => t.Type));
        foreach (var (type, file) in types.Values)
        {
            if (codecs[file] is null) order.Add(file);
            (codecs[file] ??= []).Add(new CodecItem(
                type,
                _events.ContainsKey(type.TypeName),
                discriminators.TryGetValue(type.Codec, out var names) ? new EquatableArray<string>([.. names]) : EquatableArray<string>.Empty));
        }

        var namespaces = new string?[_trees.Length];
        foreach (var read in _events.Values) namespaces[read.File] ??= read.Namespace;
        foreach (var (_, space, file) in _rows.Values) namespaces[file] ??= space;

        var hints = new HintNames();
        var files = new CodecFile?[_trees.Length];
        foreach (var file in order)
        {
            var first = codecs[file]![0].Type.TypeName;
            var hint = TypeNames.HintName(namespaces[file] ?? "", _trees[file].FilePath, first);
            files[file] = new CodecFile(hints.Unique(hint, first), new EquatableArray<CodecItem>([.. codecs[file]!]));
        }

        return files;
    }

    private SortedDictionary<string, (JsonTypeModel Type, int File)> TypesWithCodecs()
    {
        var types = new SortedDictionary<string, (JsonTypeModel Type, int File)>(StringComparer.Ordinal);
        foreach (var read in _events.Values) AddTypes(types, read.Model!.Types, read.File);
        foreach (var (model, _, file) in _rows.Values) AddTypes(types, model.Types, file);
        return types;
    }

    private void AddTypes(SortedDictionary<string, (JsonTypeModel Type, int File)> types, EquatableArray<JsonTypeModel> added, int file)
    {
        foreach (var type in added)
        {
            if (!types.TryGetValue(type.TypeName, out var known)) types.Add(type.TypeName, (type, file));
            else if (IsBefore(file, known.File)) types[type.TypeName] = (known.Type, file);
        }
    }

    /// <summary>An event that was read, and the first file that needs it.</summary>
    private sealed class ReadEventType(EventModel? model, string space, int file)
    {
        public EventModel? Model { get; } = model;

        public string Namespace { get; } = space;

        public int File { get; set; } = file;
    }
}
