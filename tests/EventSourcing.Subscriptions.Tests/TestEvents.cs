using System.Text.Json;
using EventSourcing.Serialization;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>The events of the tests.</summary>
internal static class TestEvents
{
    public static EventCatalog Catalog { get; } = new(Described(), []);

    /// <summary>The same, and one that others cannot read.</summary>
    public static EventCatalog NewerCatalog { get; } = new([.. Described(), Describe("novelty", v => new Novelty(v), (Novelty e) => e.Value)], []);

    /// <summary>That of a newer program, which has given the moves another shape: to others they are in a version that they do not know.</summary>
    public static EventCatalog ReshapedCatalog { get; } = new([.. Described().Where(d => d.EventType != typeof(Moved)), DescribeMoves(2, v => $$"""{"by":{{v}}}""")], []);

    /// <summary>That of a program that writes moves which nobody can read.</summary>
    public static EventCatalog BrokenCatalog { get; } = new([.. Described().Where(d => d.EventType != typeof(Moved)), DescribeMoves(1, v => $$"""{"value":"{{v}}"}""")], []);

    public static NewEvent New(int value) => new(new Moved(value));

    public static NewEvent[] Many(int first, int count) => [.. Enumerable.Range(first, count).Select(New)];

    public static StreamId Stream(string key = "1", string category = "test") => new(category, key);

    public static int ValueOf(RecordedEvent @event) => @event.Data switch
    {
        INumbered numbered => numbered.Value,
        Effect effect => effect.Value,
        Rang rang => rang.Value,
        Novelty novelty => novelty.Value,
        _ => throw new AssertionException($"{@event} is none of the tests' events."),
    };

    public static EventDescriptor Describe<TEvent>(string name, Func<int, TEvent> make, Func<TEvent, int> valueOf)
        where TEvent : notnull => new EventDescriptor<TEvent>(name, 1, new ValueCodec<TEvent>(make, valueOf), []);

    private static EventDescriptor[] Described() =>
    [
        Describe("test-opened", v => new Opened(v), (Opened e) => e.Value),
        Describe("test-moved", v => new Moved(v), (Moved e) => e.Value),
        Describe("effect", v => new Effect(v), (Effect e) => e.Value),
        Describe("rang", v => new Rang(v), (Rang e) => e.Value),
    ];

    private static EventDescriptor<Moved> DescribeMoves(int schemaVersion, Func<int, string> json) => new("test-moved", schemaVersion, new TextCodec(json), []);

    private sealed class TextCodec(Func<int, string> json) : EventCodec<Moved>
    {
        public override void Write(Utf8JsonWriter writer, Moved value) => writer.WriteRawValue(json(value.Value));

        public override Moved Read(ref Utf8JsonReader reader)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return new Moved(document.RootElement.GetProperty("by").GetInt32());
        }
    }

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
