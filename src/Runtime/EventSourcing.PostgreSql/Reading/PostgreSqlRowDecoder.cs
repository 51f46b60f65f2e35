using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing.PostgreSql;

/// <summary>Makes events of rows.</summary>
/// <param name="storeId">The store's id, for positions.</param>
/// <param name="types">The event types; those of the rows are known when a row comes here.</param>
/// <param name="serializer">Reads the events that the store knows.</param>
internal sealed class PostgreSqlRowDecoder(Guid storeId, PostgreSqlEventTypes types, EventSerializer serializer)
{
    /// <summary>Whether a row can be decoded: its type is known here.</summary>
    public bool Knows(in PostgreSqlRow row) => types.TryGet(row.Type, out _);

    /// <summary>The type of a row.</summary>
    /// <exception cref="InvalidOperationException">It is not known here.</exception>
    public PostgreSqlEventType TypeOf(in PostgreSqlRow row) =>
        types.TryGet(row.Type, out var type) ? type : throw new InvalidOperationException($"The event type {row.Type} of the event at position {row.Position} has not been loaded.");

    /// <summary>A place in the store's feed.</summary>
    public GlobalPosition Position(long value) => new(storeId, value);

    /// <summary>All of a row but its payload.</summary>
    /// <exception cref="SerializationException">The metadata cannot be read.</exception>
    public EventEnvelope Envelope(PostgreSqlRowBuffer buffer, in PostgreSqlRow row, PostgreSqlEventType type, StreamId stream) =>
        new(stream, row.Version, Position(row.Position), type.Name, type.SchemaVersion, row.RecordedAt, Metadata(buffer, row, type, stream)) { PayloadSize = buffer.Payload(row).Length };

    /// <summary>Reads a row's payload, and leads it to the current shape where it has another.</summary>
    /// <returns>The event; where upcasters read it, all events that it has become, or none.</returns>
    /// <exception cref="UnknownEventException">The catalog has nothing that reads it.</exception>
    /// <exception cref="SerializationException">It cannot be read as what it should be.</exception>
    /// <exception cref="UpcastException">An upcaster has failed.</exception>
    public EventParts Read(PostgreSqlRowBuffer buffer, in PostgreSqlRow row, PostgreSqlEventType type, in EventEnvelope envelope) =>
        serializer.Read(Shape(type, envelope.Stream, row.Version), buffer.Payload(row), envelope.Metadata, envelope.Stream, row.Version);

    /// <summary>Applies the event of a row to a fold.</summary>
    /// <param name="buffer">What has read the row.</param>
    /// <param name="row">The row.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="fold">What it is applied to.</param>
    /// <param name="lean">Whether the row was read without metadata.</param>
    /// <returns>Whether the fold took it.</returns>
    /// <exception cref="UnknownEventException">The catalog has nothing that reads it.</exception>
    /// <exception cref="SerializationException">It cannot be read as what it should be.</exception>
    /// <exception cref="UpcastException">An upcaster has failed.</exception>
    public bool Apply(PostgreSqlRowBuffer buffer, in PostgreSqlRow row, StreamId stream, EventFold fold, bool lean)
    {
        var type = TypeOf(row);
        var shape = Shape(type, stream, row.Version);
        var metadata = !lean && (fold.UsesMetadata || shape.IsUpcast) ? Metadata(buffer, row, type, stream) : null;
        return fold.Apply(row.Version, serializer.Read(shape, buffer.Payload(row), metadata, stream, row.Version), metadata);
    }

    private StoredShape Shape(PostgreSqlEventType type, StreamId stream, long version) =>
        type.Shape ?? serializer.Resolve(type.Name, type.SchemaVersion, stream, version);

    private static EventMetadata Metadata(PostgreSqlRowBuffer buffer, in PostgreSqlRow row, PostgreSqlEventType type, StreamId stream)
    {
        try
        {
            return EventMetadataCodec.Decode(row.EventId, row.OccurredAt, row.Tenant, buffer.Details(row));
        }
        catch (SerializationException e)
        {
            throw SerializationException.Reading(e, type.Name, type.SchemaVersion, stream, row.Version);
        }
    }
}
