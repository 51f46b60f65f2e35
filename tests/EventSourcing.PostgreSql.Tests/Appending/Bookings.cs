using System.Text.Json;
using EventSourcing.Serialization;

namespace EventSourcing.PostgreSql.Tests.Appending;

/// <summary>The catalog of these tests, and short ways to make what they append.</summary>
internal static class Bookings
{
    public const string Name = "booked";

    public const string OtherName = "refunded";

    public static EventCatalog Catalog { get; } = new(
        [
            new EventDescriptor<Booked>(Name, 1, new TextCodec<Booked>(t => new Booked(t), b => b.Text), []),
            new EventDescriptor<Refunded>(OtherName, 1, new TextCodec<Refunded>(t => new Refunded(t), r => r.Text), []),
        ],
        []);

    public static NewEvent New(string text = "x", EventMetadata? metadata = null, params string[] tags) => new(new Booked(text), metadata) { Tags = tags };

    public static NewEvent Tagged(params string[] tags) => New("x", null, tags);

    public static NewEvent[] Many(int count) => [.. Enumerable.Range(1, count).Select(i => New($"{i}"))];

    public static StreamId Stream(object? key = null) => new("booking", key?.ToString() ?? Guid.NewGuid().ToString());

    private sealed class TextCodec<TEvent>(Func<string, TEvent> make, Func<TEvent, string> textOf) : EventCodec<TEvent>
        where TEvent : notnull
    {
        public override void Write(Utf8JsonWriter writer, TEvent value)
        {
            writer.WriteStartObject();
            writer.WriteString("text", textOf(value));
            writer.WriteEndObject();
        }

        public override TEvent Read(ref Utf8JsonReader reader)
        {
            reader.Read();
            reader.Read();
            var text = reader.GetString()!;
            reader.Read();
            return make(text);
        }
    }
}
