using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>A property or field that takes part in JSON, before its type is looked at.</summary>
/// <param name="symbol">The property or field.</param>
/// <param name="attributes">What the attributes of System.Text.Json say of it.</param>
internal sealed class JsonMember(ISymbol symbol, JsonAttributes attributes)
{
    /// <summary>The property or field.</summary>
    public ISymbol Symbol { get; } = symbol;

    /// <summary>What the attributes of System.Text.Json say of it.</summary>
    public JsonAttributes Attributes { get; } = attributes;

    /// <summary>Its type.</summary>
    public ITypeSymbol Type => Symbol is IPropertySymbol property ? property.Type : ((IFieldSymbol)Symbol).Type;

    /// <summary>Whether it is <c>required</c>.</summary>
    public bool IsRequired => Symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    /// <summary>Its name in JSON.</summary>
    public string JsonName => Attributes.Name ?? CamelCase.From(Symbol.Name);

    /// <summary>Whether it is never written, nor read other than through a constructor's default.</summary>
    public bool IsIgnored => Attributes.Ignore == JsonIgnoring.Always;

    /// <summary>Whether its type says that there may be no value: <c>T?</c>.</summary>
    public bool AllowsAbsence => IsNullable(Type);

    /// <summary>
    /// The members of a type in the order of System.Text.Json: those of the type as declared, then those of its base types. What a derived type
    /// hides or overrides counts once, for the derived type.
    /// </summary>
    public static List<JsonMember> Of(INamedTypeSymbol type)
    {
        var members = new List<JsonMember>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (type.TypeKind == TypeKind.Interface)
        {
            AddFrom(type, members, names);
            foreach (var inherited in type.AllInterfaces) AddFrom(inherited, members, names);
            return members;
        }

        for (var at = type; at is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; at = at.BaseType)
        {
            AddFrom(at, members, names);
        }

        return members;
    }

    /// <summary>Whether a type is nullable by its annotation: <c>T?</c>.</summary>
    public static bool IsNullable(ITypeSymbol type) =>
        type.IsValueType ? type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T : type.NullableAnnotation == NullableAnnotation.Annotated;

    private static void AddFrom(INamedTypeSymbol at, List<JsonMember> members, HashSet<string> names)
    {
        var fields = new List<JsonMember>();
        foreach (var symbol in at.GetMembers())
        {
            if (symbol.IsStatic || symbol.IsImplicitlyDeclared && symbol is IFieldSymbol || !IsCandidate(symbol)) continue;
            var attributes = JsonAttributes.Of(symbol);
            if (!TakesPart(symbol, attributes) || !names.Add(symbol.Name)) continue;
            (symbol is IFieldSymbol ? fields : members).Add(new JsonMember(symbol, attributes));
        }

        members.AddRange(fields);
    }

    private static bool IsCandidate(ISymbol symbol) => symbol switch
    {
        IPropertySymbol property => !property.IsIndexer && property.ExplicitInterfaceImplementations.IsEmpty,
        IFieldSymbol { AssociatedSymbol: null, IsConst: false } => true,
        _ => false,
    };

    private static bool TakesPart(ISymbol symbol, JsonAttributes attributes) => symbol switch
    {
        IPropertySymbol property => attributes.IsIncluded || IsPublic(property.GetMethod) || IsPublic(property.SetMethod),
        _ => attributes.IsIncluded,
    };

    private static bool IsPublic(IMethodSymbol? accessor) => accessor?.DeclaredAccessibility == Accessibility.Public;
}
