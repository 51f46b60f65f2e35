using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventSourcing.Serialization;

/// <summary>Lets converters hand a simple value on to <see cref="JsonSerializer"/>, as those of strongly typed ids do, without reflection.</summary>
internal sealed class SimpleTypeInfoResolver : IJsonTypeInfoResolver
{
    /// <inheritdoc/>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        Value(type, options, JsonMetadataServices.Int32Converter)
        ?? Of(type, options, JsonMetadataServices.StringConverter!)
        ?? Value(type, options, JsonMetadataServices.GuidConverter)
        ?? Value(type, options, JsonMetadataServices.Int64Converter)
        ?? Value(type, options, JsonMetadataServices.BooleanConverter)
        ?? Value(type, options, JsonMetadataServices.DecimalConverter)
        ?? Value(type, options, JsonMetadataServices.DoubleConverter)
        ?? Value(type, options, JsonMetadataServices.DateTimeOffsetConverter)
        ?? Value(type, options, JsonMetadataServices.DateTimeConverter)
        ?? Value(type, options, JsonMetadataServices.DateOnlyConverter)
        ?? Value(type, options, JsonMetadataServices.TimeOnlyConverter)
        ?? Value(type, options, JsonMetadataServices.TimeSpanConverter)
        ?? Value(type, options, JsonMetadataServices.CharConverter)
        ?? Value(type, options, JsonMetadataServices.ByteConverter)
        ?? Value(type, options, JsonMetadataServices.SByteConverter)
        ?? Value(type, options, JsonMetadataServices.Int16Converter)
        ?? Value(type, options, JsonMetadataServices.UInt16Converter)
        ?? Value(type, options, JsonMetadataServices.UInt32Converter)
        ?? Value(type, options, JsonMetadataServices.UInt64Converter)
        ?? Value(type, options, JsonMetadataServices.SingleConverter)
        ?? Value(type, options, JsonMetadataServices.HalfConverter)
        ?? Value(type, options, JsonMetadataServices.Int128Converter)
        ?? Value(type, options, JsonMetadataServices.UInt128Converter)
        ?? Value(type, options, JsonMetadataServices.JsonElementConverter)
        ?? Of(type, options, JsonMetadataServices.ByteArrayConverter!)
        ?? Of(type, options, JsonMetadataServices.UriConverter!)
        ?? Of(type, options, JsonMetadataServices.VersionConverter!)
        ?? Of(type, options, JsonMetadataServices.JsonNodeConverter!)
        ?? Of(type, options, JsonMetadataServices.JsonObjectConverter!)
        ?? Of(type, options, JsonMetadataServices.JsonArrayConverter!)
        ?? (JsonTypeInfo?)Of(type, options, JsonMetadataServices.JsonValueConverter!);

    private static JsonTypeInfo<T>? Of<T>(Type type, JsonSerializerOptions options, JsonConverter<T> converter) =>
        type == typeof(T) ? JsonMetadataServices.CreateValueInfo<T>(options, converter) : null;

    private static JsonTypeInfo? Value<T>(Type type, JsonSerializerOptions options, JsonConverter<T> converter)
        where T : struct =>
        type == typeof(T) ? JsonMetadataServices.CreateValueInfo<T>(options, converter)
        : type == typeof(T?) ? JsonMetadataServices.CreateValueInfo<T?>(options, JsonMetadataServices.GetNullableConverter<T>(options))
        : null;
}
