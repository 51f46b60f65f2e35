using System.Text.Json;
using EventSourcing.Serialization;

namespace EventSourcing;

/// <summary>The descriptor of events of type <typeparamref name="TEvent"/>.</summary>
/// <typeparam name="TEvent">The event type.</typeparam>
public sealed class EventDescriptor<TEvent> : EventDescriptor
    where TEvent : notnull
{
    private readonly EventCodec<TEvent> _codec;

    /// <summary>Describes an event type. Called by emitted code.</summary>
    /// <param name="name">The name under which the event is stored.</param>
    /// <param name="schemaVersion">The version of its shape, from 1.</param>
    /// <param name="codec">How it is written and read.</param>
    /// <param name="aliases">Former names.</param>
    public EventDescriptor(string name, int schemaVersion, EventCodec<TEvent> codec, params IReadOnlyList<string> aliases)
        : base(name, schemaVersion, typeof(TEvent), aliases)
    {
        ArgumentNullException.ThrowIfNull(codec);
        _codec = codec;
    }

    /// <inheritdoc/>
    internal override void Write(Utf8JsonWriter writer, object @event) => _codec.Write(writer, (TEvent)@event);

    /// <inheritdoc/>
    internal override object Read(ref Utf8JsonReader reader) => _codec.Read(ref reader);
}
