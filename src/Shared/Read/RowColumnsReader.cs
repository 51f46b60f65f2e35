using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Reads the columns of a type of rows, and what its attributes say of them.</summary>
internal sealed class RowColumnsReader(INamedTypeSymbol type, IAssemblySymbol assembly, IMethodSymbol constructor, JsonModelReader json, Violations? violations, Location? usedAt)
{
    private const string KeyAdvice = "use a whole number, a decimal, a text, a GUID, a date, an enum, or a type with [EventValue] around one of these";

    private readonly List<(JsonMember Member, IParameterSymbol? Parameter, RowColumn Column)> _columns = [];

    /// <summary>Whether all that was asked for can be emitted so far.</summary>
    public bool IsValid { get; private set; } = true;

    /// <summary>The columns, in the order of declaration.</summary>
    public List<RowColumn> Read()
    {
        var types = new RowTypeReader(assembly, json);
        foreach (var member in JsonMember.Of(type))
        {
            if (member.Symbol is not IPropertySymbol property || member.Symbol.Name.Length == 0) continue;
            var parameter = JsonConstructor.ParameterOf(constructor, member);

            // What nobody sets follows from the rest.
            if (member.IsIgnored || (parameter is null && property.SetMethod is null)) continue;
            if (ReadColumn(member, property, parameter, types) is { } column) _columns.Add((member, parameter, column));
            else IsValid = false;
        }

        if (_columns.Count == 0 && IsValid) Refuse(type, type.Name, "none of its members is public and can be set", "give the rows public properties");
        return _columns.ConvertAll(static entry => entry.Column);
    }

    /// <summary>What the constructor is given.</summary>
    public List<RowArgument> Arguments()
    {
        var arguments = new List<RowArgument>();
        foreach (var parameter in constructor.Parameters)
        {
            var place = _columns.FindIndex(entry => ReferenceEquals(entry.Parameter, parameter));
            if (place < 0 && !parameter.HasExplicitDefaultValue && IsValid) Refuse(parameter, parameter.Name, "no column gives the constructor its value", "give it a default value, or the type a property of the same name and type");
            arguments.Add(new RowArgument(place, parameter.HasExplicitDefaultValue ? Literals.DefaultOf(parameter) : "default!"));
        }

        return arguments;
    }

    /// <summary>The places of the key's columns: those marked, else that of <c>Id</c>.</summary>
    public List<int> Key()
    {
        var marked = new List<(int Order, int Place)>();
        for (var i = 0; i < _columns.Count; i++)
        {
            if (Attribute(i, WellKnownNames.ReadModelKeyAttribute) is { } attribute) marked.Add((attribute.Named("Order")?.Value as int? ?? 0, i));
        }

        marked.Sort();
        var key = marked.ConvertAll(static entry => entry.Place);
        if (key.Count == 0 && _columns.FindIndex(static entry => entry.Column.Member == "Id") is >= 0 and var id) key.Add(id);
        foreach (var place in key)
        {
            var column = _columns[place].Column;
            if (column.IsNullable) Refuse(place, "it belongs to the key and may be without a value", "give it a type that always has one");
            else if (column.Form is RowForm.Json or RowForm.FloatingPoint) Refuse(place, $"it belongs to the key and is stored as {(column.Form == RowForm.Json ? "JSON" : "a floating-point number")}", KeyAdvice);
        }

        return key;
    }

    /// <summary>The place of the only column with [RowVersion] or [SoftDeleted]; -1 without one.</summary>
    public int Only(string attribute)
    {
        var (found, isVersion) = (-1, attribute == WellKnownNames.RowVersionAttribute);
        for (var i = 0; i < _columns.Count; i++)
        {
            if (Attribute(i, attribute) is null) continue;
            var column = _columns[i].Column;
            var what = isVersion ? "[RowVersion]" : "[SoftDeleted]";
            if (found >= 0) Refuse(i, $"'{_columns[found].Column.Member}' has {what} already", "keep one of them");
            else if (Attribute(i, WellKnownNames.ReadModelKeyAttribute) is not null || (!isVersion && Attribute(i, WellKnownNames.RowVersionAttribute) is not null)) Refuse(i, $"it has {what} beside another part to play", "use a member of its own for each");
            else if (isVersion && column is not { Form: RowForm.Counter, IsNullable: false }) Refuse(i, "it has [RowVersion] and is neither an int nor a long", "make it one of them");
            else if (!isVersion && column is not ({ Form: RowForm.Truth, IsNullable: false } or { Form: RowForm.Instant, IsNullable: true })) Refuse(i, "it has [SoftDeleted] and is neither a bool nor a DateTimeOffset?", "make it one of them");
            found = i;
        }

        return found;
    }

    /// <summary>The columns of the indexes, separated by commas.</summary>
    public List<string> Indexes()
    {
        var groups = new List<(string? Group, List<(int Order, int Place)> Columns)>();
        for (var i = 0; i < _columns.Count; i++)
        {
            foreach (var attribute in Attributes(i, WellKnownNames.IndexedAttribute))
            {
                if (_columns[i].Column.Form == RowForm.Json) Refuse(i, "it is indexed and stored as JSON", "keep what is asked for in a column of its own");
                var group = attribute.ConstructorArguments is [{ Value: string named }] ? named : null;
                var known = group is null ? -1 : groups.FindIndex(entry => entry.Group == group);
                if (known < 0) groups.Add((group, []));
                var columns = groups[known < 0 ? groups.Count - 1 : known].Columns;
                if (columns.Exists(entry => entry.Place == i)) Refuse(i, $"it has two places in the index '{group}'", "keep one of them");
                else columns.Add((attribute.Named("Order")?.Value as int? ?? 0, i));
            }
        }

        foreach (var (_, columns) in groups) columns.Sort();
        return groups.ConvertAll(group => string.Join(",", group.Columns.Select(entry => _columns[entry.Place].Column.Name)));
    }

    private RowColumn? ReadColumn(JsonMember member, IPropertySymbol property, IParameterSymbol? parameter, RowTypeReader types)
    {
        var named = AttributesOf(property, parameter, WellKnownNames.ReadModelColumnAttribute);
        var name = named.Count > 0 && named[0].ConstructorArguments is [{ Kind: not TypedConstantKind.Error } given] ? given.Value as string ?? "" : RowTableNames.From(property.Name);
        if (property.Type.TypeKind == TypeKind.Error) return null;
        if (RowTableNames.WhyNoColumn(name) is { } fault) return Refuse(property, property.Name, fault, "give it another one with [ReadModelColumn(\"...\")]");
        if (_columns.Find(entry => entry.Column.Name == name).Column is { } other) return Refuse(property, property.Name, $"its column '{name}' is that of '{other.Member}' too", "give it another one with [ReadModelColumn(\"...\")]");
        if (property.GetMethod is not { } getter || !Symbols.IsAccessible(getter, assembly)) return Refuse(property, property.Name, "its value cannot be read by emitted code", "make its getter accessible, or keep it out with [JsonIgnore]");
        if (parameter is null && !Symbols.IsAccessible(property.SetMethod!, assembly)) return Refuse(property, property.Name, "it cannot be set by emitted code", "make it 'init' or take it in the constructor, or keep it out with [JsonIgnore]");
        if (types.Read(member, type.Name + "." + property.Name) is not var (stored, form, shape)) return null;
        return new RowColumn(
            property.Name,
            name,
            property.Type.InCode() + (!property.Type.IsValueType && RowTypeReader.MayBeNull(property.Type) ? "?" : ""),
            stored,
            form,
            RowTypeReader.MayBeNull(property.Type),
            shape,
            parameter is null,
            !property.Type.IsValueType && property.Type.NullableAnnotation == NullableAnnotation.None);
    }

    private AttributeData? Attribute(int place, string name) => Attributes(place, name) is [{ } first, ..] ? first : null;

    private List<AttributeData> Attributes(int place, string name) => AttributesOf(_columns[place].Member.Symbol, _columns[place].Parameter, name);

    /// <summary>What is written before a parameter of a positional record belongs to the parameter.</summary>
    private static List<AttributeData> AttributesOf(ISymbol property, IParameterSymbol? parameter, string name)
    {
        var found = new List<AttributeData>();
        foreach (var attribute in property.GetAttributes())
        {
            if (attribute.AttributeClass.Is(name)) found.Add(attribute);
        }

        if (parameter is null) return found;
        foreach (var attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass.Is(name)) found.Add(attribute);
        }

        return found;
    }

    private void Refuse(int place, string why, string advice) => Refuse(_columns[place].Member.Symbol, _columns[place].Column.Member, why, advice);

    private RowColumn? Refuse(ISymbol place, string name, string why, string advice)
    {
        IsValid = false;
        violations?.Add(RuleIds.ColumnNotPossible, place, usedAt, name, type.Name, why, advice);
        return null;
    }
}
