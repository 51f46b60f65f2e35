using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>What the attributes of System.Text.Json say of a member or a type.</summary>
internal sealed class JsonAttributes
{
    private const string Prefix = "System.Text.Json.Serialization.";

    /// <summary>The name that [JsonPropertyName] gives.</summary>
    public string? Name { get; private set; }

    /// <summary>The condition of [JsonIgnore], in its numbers; <see langword="null"/> without the attribute.</summary>
    public int? Ignore { get; private set; }

    /// <summary>The type that [JsonConverter] names.</summary>
    public INamedTypeSymbol? Converter { get; private set; }

    /// <summary>Whether [JsonInclude] is there.</summary>
    public bool IsIncluded { get; private set; }

    /// <summary>Whether [JsonRequired] is there.</summary>
    public bool IsRequired { get; private set; }

    /// <summary>The order that [JsonPropertyOrder] gives.</summary>
    public int Order { get; private set; }

    /// <summary>The first attribute that codecs do not honour, without its suffix.</summary>
    public string? Unsupported { get; private set; }

    /// <summary>Why <see cref="Unsupported"/> is not honoured, within a sentence.</summary>
    public string WhyUnsupported => Unsupported is "JsonPolymorphic" or "JsonDerivedType"
        ? "members that hold one of several types are not supported yet"
        : "it would be ignored";

    /// <summary>Reads the attributes of a member or type.</summary>
    public static JsonAttributes Of(ISymbol symbol)
    {
        var found = new JsonAttributes();
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && IsJson(type)) found.Add(type, attribute);
        }

        return found;
    }

    private static bool IsJson(INamedTypeSymbol type) =>
        type.Name.StartsWith("Json", StringComparison.Ordinal) && type.ContainingNamespace.FullName() + "." == Prefix;

    private void Add(INamedTypeSymbol type, AttributeData attribute)
    {
        switch (type.Name)
        {
            case "JsonPropertyNameAttribute":
                Name = attribute.ConstructorArguments is [{ Value: string name }] ? name : null;
                break;
            case "JsonIgnoreAttribute":
                Ignore = attribute.Named("Condition")?.Value as int? ?? 1;
                break;
            case "JsonConverterAttribute":
                Converter = attribute.ConstructorArguments is [{ Value: INamedTypeSymbol converter }] ? converter : null;
                if (Converter is null) Unsupported ??= "JsonConverter";
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
            case "JsonConstructorAttribute" or "JsonStringEnumMemberNameAttribute" or "JsonSerializableAttribute":
                break;
            default:
                Unsupported ??= type.Name.EndsWith("Attribute", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - 9) : type.Name;
                break;
        }
    }
}
