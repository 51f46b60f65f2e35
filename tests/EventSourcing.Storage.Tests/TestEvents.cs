using System.Text.Json;
using EventSourcing.Serialization;

namespace EventSourcing.Storage.Tests;

internal sealed record Alpha(int Value);

internal sealed record Beta(int Value);

/// <summary>Catalogs of the tests' events, under the names that a test gives them.</summary>
internal static class TestEvents
{
    public static EventCatalog Catalog { get; } = new([Describe("alpha", 1, v => new Alpha(v), (Alpha e) => e.Value), Describe("beta", 2, v => new Beta(v), (Beta e) => e.Value)], []);

    public static EventCatalog CatalogOf(string name, int version, params string[] aliases) => new([Describe(name, version, v => new Alpha(v), (Alpha e) => e.Value, aliases)], []);

    public static EventDescriptor Describe<TEvent>(string name, int version, Func<int, TEvent> make, Func<TEvent, int> valueOf, params string[] aliases)
        where TEvent : notnull => new EventDescriptor<TEvent>(name, version, new ValueCodec<TEvent>(make, valueOf), aliases);

    public static NewEvent New(int value, EventMetadata? metadata = null) => new(new Alpha(value), metadata);

    public static NewEvent[] Many(int count) => [.. Enumerable.Range(1, count).Select(v => New(v))];

    public static StreamId Stream(string key = "1", string category = "test") => new(category, key);

    public static IEnumerable<int> Values(IEnumerable<RecordedEvent> events) => events.Select(e => e.Data is Alpha alpha ? alpha.Value : ((Beta)e.Data).Value);

    private sealed class ValueCodec<TEvent>(Func<int, TEvent> make, Func<TEvent, int> valueOf) : EventCodec<TEvent>
        where TEvent : notnull
    {
        public override void Write(Utf8JsonWriter writer, TEvent value)
        {
            writer.WriteStartObject();
            writer.WriteNumber("value", valueOf(value));
            writer.WriteEndObject();
        }

        public override TEvent Read(ref Utf8JsonReader reader)
        {
            reader.Read();
            reader.Read();
            var value = reader.GetInt32();
            reader.Read();
            return make(value);
        }
    }
}
