using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>What the attributes of System.Text.Json, and [EventValue], say of a member or a type.</summary>
internal sealed class JsonAttributes
{
    private const string Space = "System.Text.Json.Serialization";
    private List<JsonDerivedTypeAttribute>? _derivedTypes;

    /// <summary>The name that [JsonPropertyName] gives.</summary>
    public string? Name { get; private set; }

    /// <summary>The condition of [JsonIgnore]; <see langword="null"/> without the attribute.</summary>
    public JsonIgnoring? Ignore { get; private set; }

    /// <summary>The type that [JsonConverter] names.</summary>
    public INamedTypeSymbol? Converter { get; private set; }

    /// <summary>Whether there is a [JsonConverter], or an attribute derived from it, that names no type.</summary>
    public bool HasUnnamedConverter { get; private set; }

    /// <summary>Whether [JsonInclude] is there.</summary>
    public bool IsIncluded { get; private set; }

    /// <summary>Whether [JsonRequired] is there.</summary>
    public bool IsRequired { get; private set; }

    /// <summary>The order that [JsonPropertyOrder] gives.</summary>
    public int Order { get; private set; }

    /// <summary>The flags of [JsonNumberHandling]; <see langword="null"/> without the attribute.</summary>
    public int? Numbers { get; private set; }

    /// <summary>Whether [JsonExtensionData] is there.</summary>
    public bool IsExtensionData { get; private set; }

    /// <summary>Whether [JsonUnmappedMemberHandling] refuses members that the type does not have.</summary>
    public bool RefusesUnmapped { get; private set; }

    /// <summary>The member that tells derived types apart, if [JsonPolymorphic] names one.</summary>
    public string? Discriminator { get; private set; }

    /// <summary>What [JsonPolymorphic] says of derived types that are not declared.</summary>
    public JsonUnknownDerived UnknownDerived { get; private set; }

    /// <summary>Whether [JsonPolymorphic] takes an object with an unknown discriminator for the base type.</summary>
    public bool IgnoresUnknownDiscriminators { get; private set; }

    /// <summary>The derived types that [JsonDerivedType] declares, in order.</summary>
    public IReadOnlyList<JsonDerivedTypeAttribute> DerivedTypes => _derivedTypes ?? (IReadOnlyList<JsonDerivedTypeAttribute>)[];

    /// <summary>Whether [EventValue] is there.</summary>
    public bool IsEventValue { get; private set; }

    /// <summary>Whether anything is there that makes more of a record than its parameters say.</summary>
    public bool AreAny { get; private set; }

    /// <summary>The first attribute that codecs do not honour, without its suffix.</summary>
    public string? Unsupported { get; private set; }

    /// <summary>Reads the attributes of a member or type.</summary>
    public static JsonAttributes Of(ISymbol symbol)
    {
        var found = new JsonAttributes();
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type) continue;
            if (type.Name.StartsWith("Json", StringComparison.Ordinal) && type.ContainingNamespace.FullName() == Space) found.Add(type, attribute);
            else if (type.Is(WellKnownNames.EventValueAttribute)) found.AreAny = found.IsEventValue = true;
            else if (type.BaseType is { Name: "JsonConverterAttribute" } given && given.ContainingNamespace.FullName() == Space) found.AreAny = found.HasUnnamedConverter = true;
        }

        return found;
    }

    private void Add(INamedTypeSymbol type, AttributeData attribute)
    {
        AreAny = true;
        switch (type.Name)
        {
            case "JsonPropertyNameAttribute":
                Name = attribute.ConstructorArguments is [{ Value: string name }] ? name : null;
                break;
            case "JsonIgnoreAttribute":
                Ignore = attribute.Named("Condition")?.Value is int condition ? (JsonIgnoring)condition : JsonIgnoring.Always;
                break;
            case "JsonConverterAttribute":
                Converter = attribute.ConstructorArguments is [{ Value: INamedTypeSymbol converter }] ? converter : null;
                HasUnnamedConverter = Converter is null;
                break;
            case "JsonIncludeAttribute":
                IsIncluded = true;
                break;
            case "JsonRequiredAttribute":
                IsRequired = true;
                break;
            case "JsonPropertyOrderAttribute":
                Order = attribute.ConstructorArguments is [{ Value: int order }] ? order : 0;
                break;
            case "JsonNumberHandlingAttribute":
                Numbers = attribute.ConstructorArguments is [{ Value: int numbers }] ? numbers : 0;
                break;
            case "JsonExtensionDataAttribute":
                IsExtensionData = true;
                break;
            case "JsonUnmappedMemberHandlingAttribute":
                RefusesUnmapped = attribute.ConstructorArguments is [{ Value: 1 }];
                break;
            case "JsonPolymorphicAttribute":
                Discriminator = attribute.Named("TypeDiscriminatorPropertyName")?.Value as string;
                UnknownDerived = attribute.Named("UnknownDerivedTypeHandling")?.Value is int unknown ? (JsonUnknownDerived)unknown : JsonUnknownDerived.Fail;
                IgnoresUnknownDiscriminators = attribute.Named("IgnoreUnrecognizedTypeDiscriminators")?.Value is true;
                break;
            case "JsonDerivedTypeAttribute":
                var arguments = attribute.ConstructorArguments;
                (_derivedTypes ??= []).Add(new JsonDerivedTypeAttribute(
                    arguments.Length > 0 ? arguments[0].Value as ITypeSymbol : null,
                    arguments.Length > 1 ? arguments[1].Value : null));
                break;
            case "JsonObjectCreationHandlingAttribute" when attribute.ConstructorArguments is [{ Value: 0 }]:
            case "JsonConstructorAttribute" or "JsonStringEnumMemberNameAttribute" or "JsonSerializableAttribute":
                break;
            default:
                Unsupported ??= type.Name.EndsWith("Attribute", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - 9) : type.Name;
                break;
        }
    }
}
