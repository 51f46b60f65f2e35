using System.Text.Json;

namespace EventSourcing.Serialization;

/// <summary>How events of one type are written as JSON and read back. The source generator emits one for each event.</summary>
/// <typeparam name="TEvent">The event type.</typeparam>
public abstract class EventCodec<TEvent>
    where TEvent : notnull
{
    /// <summary>Writes the event as one JSON value.</summary>
    /// <param name="writer">The writer, at a place where a value may stand.</param>
    /// <param name="value">The event.</param>
    /// <exception cref="SerializationException">A member has a value that JSON cannot hold, such as NaN.</exception>
    public abstract void Write(Utf8JsonWriter writer, TEvent value);

    /// <summary>Reads an event from one JSON value.</summary>
    /// <param name="reader">The reader, on the first token of the value; it is left on the last one.</param>
    /// <returns>The event.</returns>
    /// <exception cref="SerializationException">A required member is missing, or a member cannot be read.</exception>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public abstract TEvent Read(ref Utf8JsonReader reader);
}
