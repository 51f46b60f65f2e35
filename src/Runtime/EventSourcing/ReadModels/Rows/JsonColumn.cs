using System.Buffers;
using System.Text;
using System.Text.Json;
using EventSourcing.Serialization;

namespace EventSourcing.ReadModels;

/// <summary>Members that are stored as JSON.</summary>
internal static class JsonColumn
{
    public static ReadModelValue Store<T>(T value, CodecJsonConverter<T>.WriteValue write)
        where T : notnull
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) write(writer, value);
        return ReadModelValue.OfJson(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    public static T Load<T>(ReadModelValue value, CodecJsonConverter<T>.ReadValue read)
        where T : notnull
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(value.AsText()));
        reader.Read();
        return read(ref reader);
    }
}
