using System.Text;
using System.Text.Json;
using EventSourcing;
using EventSourcing.Serialization;

namespace Banking.Json;

/// <summary>Writes and reads events by their emitted codecs and by System.Text.Json's reflection.</summary>
internal static class Codecs
{
    private static readonly EventSerializer Serializer = new(DomainEvents.Catalog);
    private static readonly StreamId Stream = new("test", "1");

    public static readonly JsonSerializerOptions Reference = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static byte[] Write(object value) => Serializer.Serialize(Stream, value).Payload;

    public static string WriteText(object value) => Encoding.UTF8.GetString(Write(value));

    public static T Read<T>(ReadOnlySpan<byte> json) => (T)Read(typeof(T), json);

    public static object Read(Type type, ReadOnlySpan<byte> json)
    {
        DomainEvents.Catalog.TryGet(type, out var descriptor);
        return Serializer.Read(Serializer.Resolve(descriptor!.Name, descriptor.SchemaVersion, Stream, 1), json, null, Stream, 1)[0];
    }

    public static T Read<T>(string json) => Read<T>(Encoding.UTF8.GetBytes(json));

    public static SerializationException ReadError<T>(string json) => Assert.Throws<SerializationException>(() => Read<T>(json))!;

    public static SerializationException WriteError(object value) => Assert.Throws<SerializationException>(() => Write(value))!;
}
