using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>
/// Reads the JSON of an event for the lock: from the models that the codecs are emitted from, so that the lock says what is really stored, and beside
/// them from the symbols, for what no codec needs to know.
/// </summary>
internal sealed class ShapeReader
{
    /// <summary>The flag of JsonNumberHandling.</summary>
    private const int WriteAsString = 2;

    private readonly Dictionary<string, JsonTypeModel> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, INamedTypeSymbol> _types = new(StringComparer.Ordinal);
    private readonly LockedShape _shape = new();
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly CancellationToken _cancellationToken;

    private ShapeReader(EquatableArray<JsonTypeModel> models, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        foreach (var model in models) _models[model.TypeName] = model;
    }

    /// <summary>The event, or <see langword="null"/> where it cannot be stored.</summary>
    public static CurrentEvent? Read(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (EventReader.Read(type, type.ContainingAssembly, null, null, cancellationToken) is not { } model) return null;
        var reader = new ShapeReader(model.Types, cancellationToken);
        var members = new Dictionary<string, ISymbol>(StringComparer.Ordinal);
        var root = reader._models[model.TypeName];
        if (root.Form == JsonForm.Object) reader.Members(root, type, reader._shape.Members, members);
        else reader._shape.Members[LockFormat.Itself] = new LockedMember(root.Form == JsonForm.Converter ? new ConvertedValue(LastName(root.Converter), IsNullable: false) : reader.Inner(root, type, isNullable: false), null);
        return new CurrentEvent(model.Name, model.Version, model.Aliases, reader._shape, members, reader._types);
    }

    private void Members(JsonTypeModel model, INamedTypeSymbol type, SortedDictionary<string, LockedMember> members, Dictionary<string, ISymbol>? symbols = null)
    {
        foreach (var member in model.Members)
        {
            _cancellationToken.ThrowIfCancellationRequested();

            // What is only written is computed from the rest, and says nothing when it is read.
            if (member.Setting == JsonSetting.None || member.IsExtensionData || Find(type, member.Name) is not { } symbol) continue;
            if (symbols is not null) symbols[member.JsonName] = symbol;
            var value = Value(member.Shape, TypeOf(symbol));
            var (literal, isImplicit) = member.IsRequired ? (null, false) : DefaultReader.Read(model, member, type, symbol, value, this);
            members[member.JsonName] = new LockedMember(value, literal) { IsImplicit = isImplicit };
        }
    }

    private LockedValue Value(JsonShape shape, ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        switch (shape.Kind)
        {
            case JsonKind.Scalar:
                var name = Scalars.NameOf(shape.Detail);
                if ((shape.Numbers & WriteAsString) != 0) name = Scalars.AsText(name);

                // An element can be a null itself.
                return new ScalarValue(name, shape.AllowsNull || (name == Scalars.AnyJson && shape.IsValueType));
            case JsonKind.Enum:
                return new NamedValue(Enum((INamedTypeSymbol)type, Scalars.NameOf(shape.Detail)), shape.AllowsNull);
            case JsonKind.Object:
                return _models.TryGetValue(shape.Type, out var model) && model.Form == JsonForm.Value
                    ? Inner(model, (INamedTypeSymbol)type, shape.AllowsNull)
                    : new NamedValue(Object(shape.Type, (INamedTypeSymbol)type), shape.AllowsNull);
            case JsonKind.Parsable:
                return new ScalarValue(Scalars.Text, IsNullable: false);
            case JsonKind.Collection:
                return new ListValue(Value(shape.Element!, ArgumentOf(type, 0)), shape.AllowsNull);
            case JsonKind.Dictionary:
                return new MapValue(Value(shape.Key!, ArgumentOf(type, 0)), Value(shape.Element!, ArgumentOf(type, 1)), shape.AllowsNull);
            default:
                if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } names && IsByName(shape)) return new NamedValue(Enum(names, LockFormat.ByName), shape.AllowsNull);
                return new ConvertedValue(LastName(shape.Detail), shape.AllowsNull);
        }
    }

    /// <summary>A type with [EventValue] is what its only member is.</summary>
    private LockedValue Inner(JsonTypeModel model, INamedTypeSymbol type, bool isNullable)
    {
        var member = model.Members[0];
        if (Find(type, member.Name) is not { } symbol || !_open.Add(model.TypeName)) return new ConvertedValue(type.Name, isNullable);
        var value = Value(member.Shape, TypeOf(symbol)) with { IsNullable = isNullable };
        _open.Remove(model.TypeName);
        return value;
    }

    private string Object(string typeName, INamedTypeSymbol type)
    {
        if (_names.TryGetValue(typeName, out var known)) return known;
        var name = Take(typeName, type);
        if (!_models.TryGetValue(typeName, out var model))
        {
            _shape.Types.Add(name, new LockedObject());
            return name;
        }

        if (model.Polymorphism is { } polymorphism) Union(name, model, polymorphism, type);
        else Plain(name, model, type);
        return name;
    }

    private void Plain(string name, JsonTypeModel model, INamedTypeSymbol type)
    {
        var locked = new LockedObject();
        _shape.Types.Add(name, locked);
        Members(model, type, locked.Members);
    }

    private void Union(string name, JsonTypeModel model, JsonPolymorphism polymorphism, INamedTypeSymbol type)
    {
        var locked = new LockedUnion(polymorphism.Discriminator);
        _shape.Types.Add(name, locked);
        string? plain = null;
        if (model.CanBeRead) locked.Cases[LockedUnion.Plain] = plain = PlainOf(model, type);
        foreach (var derived in polymorphism.Derived)
        {
            if (DiscriminatorOf(derived) is not { } discriminator) continue;
            if (derived.IsBase) locked.Cases[discriminator] = plain ??= PlainOf(model, type);
            else if (DerivedOf(type, derived.TypeName) is { } symbol) locked.Cases[discriminator] = Object(derived.TypeName, symbol);
        }
    }

    private string PlainOf(JsonTypeModel model, INamedTypeSymbol type)
    {
        var name = Take(model.TypeName + "/itself", type);
        Plain(name, model, type);
        return name;
    }

    private static string? DiscriminatorOf(JsonDerived derived) =>
        derived.Text is { } text ? LockedUnion.CaseOf(text) : derived.Number is { } number ? LockedUnion.CaseOf(number) : null;

    private static INamedTypeSymbol? DerivedOf(INamedTypeSymbol type, string typeName)
    {
        foreach (var declared in JsonAttributes.Of(type).DerivedTypes)
        {
            if (declared.Type is INamedTypeSymbol derived && derived.InCode() == typeName) return derived;
        }

        return null;
    }

    private string Enum(INamedTypeSymbol type, string underlying)
    {
        var key = type.InCode() + "/" + underlying;
        if (_names.TryGetValue(key, out var known)) return known;
        var name = Take(key, type);
        var locked = new LockedEnum(underlying);
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field) locked.Values[locked.IsByName ? StoredNameOf(field) : field.Name] = Literals.InJson(field.ConstantValue!);
        }

        _shape.Types.Add(name, locked);
        return name;
    }

    /// <summary>The number of a member of an enum as a literal; <see langword="null"/> for a name that it does not have.</summary>
    internal static string? NumberOf(ITypeSymbol type, string member)
    {
        foreach (var found in type.GetMembers(member))
        {
            if (found is IFieldSymbol { HasConstantValue: true } field) return Literals.InJson(field.ConstantValue!);
        }

        return null;
    }

    /// <summary>The default of the type of a value, as the lock writes it.</summary>
    internal string TypeDefault(LockedValue value)
    {
        if (value.IsNullable) return "null";
        return value switch
        {
            ScalarValue { Name: "bool" } => "false",
            ScalarValue scalar when Scalars.IsNumber(scalar.Name) => "0",
            NamedValue named when _shape.Types[named.Name] is LockedEnum => "0",
            _ => LockFormat.TypeDefault,
        };
    }

    private static string StoredNameOf(IFieldSymbol field) =>
        field.Attribute("System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute") is { ConstructorArguments: [{ Value: string name }] } ? name : field.Name;

    private static bool IsByName(JsonShape shape) => shape.Detail.Contains(".StringEnumConverter<");

    /// <summary>The name of the class in <c>new global::Space.MoneyConverter()</c>.</summary>
    private static string LastName(string expression)
    {
        var end = expression.LastIndexOf('(');
        if (end < 0) end = expression.Length;
        var generic = expression.IndexOf('<');
        if (generic >= 0 && generic < end) end = generic;
        var start = end;
        while (start > 0 && (char.IsLetterOrDigit(expression[start - 1]) || expression[start - 1] == '_')) start--;
        return expression.Substring(start, end - start);
    }

    /// <summary>A name for a type, the same for the same code; a number keeps apart what has the same simple name.</summary>
    private string Take(string key, INamedTypeSymbol type)
    {
        var simple = Notation.NameOfType(SimpleName(type));
        var name = simple;
        for (var i = 2; _types.ContainsKey(name); i++) name = simple + "-" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _names.Add(key, name);
        _types.Add(name, type);
        return name;
    }

    private static string SimpleName(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array) return SimpleName(array.ElementType) + "Array";
        if (type is not INamedTypeSymbol { TypeArguments.Length: > 0 } generic) return type.Name;
        return generic.Name + "Of" + string.Join("And", generic.TypeArguments.Select(SimpleName));
    }

    private static ITypeSymbol ArgumentOf(ITypeSymbol type, int index) => type is IArrayTypeSymbol array ? array.ElementType : ((INamedTypeSymbol)type).TypeArguments[index];

    private static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    private static ISymbol? Find(INamedTypeSymbol type, string name)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            foreach (var member in at.GetMembers(name))
            {
                if (member is IPropertySymbol { IsIndexer: false } or IFieldSymbol { AssociatedSymbol: null }) return member;
            }
        }

        return null;
    }
}
