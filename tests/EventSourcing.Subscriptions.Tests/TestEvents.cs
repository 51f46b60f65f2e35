using System.Text.Json;
using EventSourcing.Serialization;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>The events of the tests.</summary>
internal static class TestEvents
{
    public static EventCatalog Catalog { get; } = new(Described(), []);

    /// <summary>The same, and one that others cannot read.</summary>
    public static EventCatalog NewerCatalog { get; } = new([.. Described(), Describe("novelty", v => new Novelty(v), (Novelty e) => e.Value)], []);

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
