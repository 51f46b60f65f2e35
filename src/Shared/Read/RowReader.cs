using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Reads the type of the rows of a read model: what is valid becomes the model, what is not becomes violations.</summary>
/// <param name="type">The type.</param>
/// <param name="assembly">The assembly that is compiled.</param>
/// <param name="violations">Collects what is wrong; <see langword="null"/> in the generator.</param>
/// <param name="usedAt">Locates what is wrong with types from references.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class RowReader(INamedTypeSymbol type, IAssemblySymbol assembly, Violations? violations, Location? usedAt, CancellationToken cancellationToken)
{
    /// <summary>Why rows without a key cannot be stored.</summary>
    public const string NoKey = "it has no key";

    private readonly JsonModelReader _json = new(assembly, violations, usedAt, cancellationToken);
    private bool _isValid = true;

    /// <summary>Whether a type carries [ReadModel].</summary>
    public static bool IsMarked(INamedTypeSymbol type) => type.Attribute(WellKnownNames.ReadModelAttribute) is not null;

    /// <summary>The name of the table of a type of rows.</summary>
    public static string TableOf(INamedTypeSymbol type) =>
        type.Attribute(WellKnownNames.ReadModelAttribute) is { ConstructorArguments: [{ Kind: not TypedConstantKind.Error } given] } ? given.Value as string ?? "" : RowTableNames.From(type.Name);

    /// <summary>Whether the mapping of a type of rows is there already: written by hand, or emitted for the assembly that declares it.</summary>
    public static bool IsMapped(INamedTypeSymbol row, IAssemblySymbol assembly)
    {
        var space = row.ContainingNamespace.FullName();
        var name = (space.Length > 0 ? space + "." : "") + RowNames.MappingClass(row);
        return HasMapping(assembly, name, assembly) || HasMapping(row.ContainingAssembly, name, assembly);
    }

    private static bool HasMapping(IAssemblySymbol holder, string name, IAssemblySymbol assembly) =>
        holder.GetTypeByMetadataName(name) is { } mapping && mapping.IsAccessibleIn(assembly) && !mapping.GetMembers("Instance").IsEmpty;

    /// <summary>The model, or <see langword="null"/> where rows cannot be stored.</summary>
    public RowModel? Read()
    {
        if (WhyNoRow() is var (why, advice) && why is not null)
        {
            Refuse(why, advice);
            return null;
        }

        var table = TableOf(type);
        if (RowTableNames.WhyNoTable(table) is { } fault) Refuse(fault, "give it another one with [ReadModel(\"...\")]");
        var constructor = JsonConstructor.Choose(type, out var problem);
        if (constructor is null || !Symbols.IsAccessible(constructor, assembly))
        {
            Refuse(constructor is null ? problem : "its constructor is not accessible to emitted code", "give it one public constructor, or a parameterless one");
            return null;
        }

        var columns = new RowColumnsReader(type, assembly, constructor, _json, violations, usedAt);
        var found = columns.Read();
        var arguments = columns.Arguments();
        var key = columns.Key();
        if (found.Count > 0 && key.Count == 0 && columns.IsValid) Refuse(NoKey, "name the key 'Id', or mark up to four members with [ReadModelKey]");
        if (key.Count > 4) Refuse("its key has more than four members", "mark up to four with [ReadModelKey]");
        var (version, softDeleted) = (columns.Only(WellKnownNames.RowVersionAttribute), columns.Only(WellKnownNames.SoftDeletedAttribute));
        var indexes = columns.Indexes();
        var reached = _json.ReachedTypes();
        if (!_isValid || !columns.IsValid || !_json.IsValid || key.Count == 0) return null;
        return new RowModel(
            type.InCode(),
            type.ToDisplayString(),
            TypeNames.NamespaceOf(type.ContainingNamespace),
            RowNames.MappingClass(type),
            RowNames.ColumnsClass(type),
            TypeNames.HintName(type),
            TypeNames.CodecName(type),
            IsPublic(),
            table,
            new EquatableArray<RowColumn>([.. found]),
            new EquatableArray<RowArgument>([.. arguments]),
            new EquatableArray<int>([.. key]),
            version,
            softDeleted,
            new EquatableArray<string>([.. indexes]),
            reached);
    }

    private (string? Why, string Advice) WhyNoRow() => type switch
    {
        { TypeKind: not TypeKind.Class } => ("it is not a class", "use a record or a class"),
        { IsStatic: true } => ("it is static", "use a record or a class"),
        { IsAbstract: true } => ("it is abstract", "use the classes that derive from it"),
        { IsFileLocal: true } => ("it is local to its file", "remove the modifier 'file'"),
        _ when IsGeneric() => ("it is generic, or inside a generic type", "write a type of its own for the rows"),
        _ when !type.IsAccessibleIn(assembly) => ("it is nested and not accessible outside of the type that contains it", "make it internal or public"),
        _ => (null, ""),
    };

    private bool IsGeneric()
    {
        for (var at = type; at is not null; at = at.ContainingType)
        {
            if (at.Arity > 0) return true;
        }

        return false;
    }

    private bool IsPublic()
    {
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, assembly)) return false;
        for (var at = type; at is not null; at = at.ContainingType)
        {
            if (at.DeclaredAccessibility != Accessibility.Public) return false;
        }

        return true;
    }

    private void Refuse(string why, string advice)
    {
        _isValid = false;
        violations?.Add(RuleIds.RowNotPossible, type, usedAt, type.Name, why, advice);
    }
}
