using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventSourcing.Serialization;

/// <summary>What emitted codecs share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonCodecs
{
    /// <summary>The options that converters get: camel case, and no type of their own to look up.</summary>
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>The converter that writes an enum by its names.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <returns>The converter.</returns>
    public static JsonConverter<TEnum> StringEnumConverter<TEnum>()
        where TEnum : struct, Enum => (JsonConverter<TEnum>)new JsonStringEnumConverter<TEnum>().CreateConverter(typeof(TEnum), Options);

    /// <summary>The converter for keys that are enums.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <returns>The converter.</returns>
    public static JsonConverter<TEnum> EnumKeyConverter<TEnum>()
        where TEnum : struct, Enum => JsonMetadataServices.GetEnumConverter<TEnum>(Options);

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, TypeInfoResolver = JsonTypeInfoResolver.Combine() };
        options.MakeReadOnly();
        return options;
    }
}
