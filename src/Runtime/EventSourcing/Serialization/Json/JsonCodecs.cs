using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventSourcing.Serialization;

/// <summary>What emitted codecs share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonCodecs
{
    /// <summary>The options that converters get: camel case, and of the types only the simple ones of the base library.</summary>
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

    /// <summary>The converter that a factory makes for a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="factory">The factory.</param>
    /// <returns>The converter; where the factory makes none, one that says so when it is used.</returns>
    public static JsonConverter<T> FactoryConverter<T>(JsonConverterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return factory.CanConvert(typeof(T)) && factory.CreateConverter(typeof(T), Options) is JsonConverter<T> made ? made : new NoConverter<T>(factory.GetType());
    }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, TypeInfoResolver = new SimpleTypeInfoResolver() };
        options.MakeReadOnly();
        return options;
    }

    private sealed class NoConverter<T>(Type factory) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw Error();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw Error();

        private NotSupportedException Error() => new($"{factory} makes no converter for {typeof(T)}.");
    }
}
