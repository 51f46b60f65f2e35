using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing.Sqlite;

/// <summary>Makes events of rows. Payloads are read from SQLite's own memory.</summary>
internal sealed class SqliteRow(SqliteVocabulary vocabulary, EventSerializer serializer, SqliteFile file)
{
    /// <summary>The columns that a row must begin with.</summary>
    public const string Columns = "position, version, type, recorded_at, occurred_at, event_id, tenant, details, payload";

    /// <summary>The column that may follow.</summary>
    public const int StreamColumn = 9;

    private const int PayloadColumn = 8;

    /// <summary>Reads a row, and leads it to the current shape where it has another.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="row">The row.</param>
    /// <param name="stream">The stream that holds it.</param>
    /// <param name="envelope">The event's envelope.</param>
    /// <returns>The event; where upcasters read it, all events that it has become, or none.</returns>
    /// <exception cref="UnknownEventException">The catalog has nothing that reads it.</exception>
    /// <exception cref="SerializationException">It cannot be read as what it should be.</exception>
    /// <exception cref="UpcastException">An upcaster has failed.</exception>
    public EventParts Read(SqliteSession session, SqliteStatement row, StreamId stream, out EventEnvelope envelope)
    {
        var version = row.Int64(1);
        var type = vocabulary.Type(session, row.Int64(2));
        var shape = type.Shape ?? serializer.Resolve(type.Name, type.SchemaVersion, stream, version);
        var metadata = Metadata(session, row, type, stream, version);
        var payload = row.Bytes(PayloadColumn);
        envelope = new EventEnvelope(stream, version, new GlobalPosition(file.StoreId, row.Int64(0)), type.Name, type.SchemaVersion, Microseconds.FromUnix(row.Int64(3)), metadata) { PayloadSize = payload.Length };
        return serializer.Read(shape, payload, metadata, stream, version);
    }

    /// <summary>A position of this store.</summary>
    public GlobalPosition Position(long value) => new(file.StoreId, value);

    /// <summary>Whether a row has to be read for a filter by tags; the names that go with the tags are looked at here.</summary>
    public bool MayPass(SqliteSession session, SqliteStatement row, StreamId stream, TagFilter filter)
    {
        var type = vocabulary.Type(session, row.Int64(2));
        return filter.MayPass(type.Name, type.SchemaVersion, Metadata(session, row, type, stream, row.Int64(1)).Tags);
    }

    /// <summary>The length of a row's payload, in bytes.</summary>
    public static int PayloadLength(SqliteStatement row) => row.Bytes(PayloadColumn).Length;

    /// <summary>Applies the event of a row to a fold.</summary>
    /// <returns>Whether the fold took it.</returns>
    /// <exception cref="UnknownEventException">The catalog has nothing that reads it.</exception>
    /// <exception cref="SerializationException">It cannot be read as what it should be.</exception>
    /// <exception cref="UpcastException">An upcaster has failed.</exception>
    public bool Apply(SqliteSession session, SqliteStatement row, StreamId stream, EventFold fold)
    {
        var version = row.Int64(1);
        var type = vocabulary.Type(session, row.Int64(2));
        var shape = type.Shape ?? serializer.Resolve(type.Name, type.SchemaVersion, stream, version);
        var metadata = fold.UsesMetadata || shape.IsUpcast ? Metadata(session, row, type, stream, version) : null;
        return fold.Apply(version, serializer.Read(shape, row.Bytes(PayloadColumn), metadata, stream, version), metadata);
    }

    /// <summary>The event of a row as it is stored.</summary>
    public StoredEvent ReadStored(SqliteSession session, SqliteStatement row, StreamId stream)
    {
        var version = row.Int64(1);
        var type = vocabulary.Type(session, row.Int64(2));
        return new StoredEvent
        {
            Stream = stream,
            Version = version,
            Position = new GlobalPosition(file.StoreId, row.Int64(0)),
            Name = type.Name,
            SchemaVersion = type.SchemaVersion,
            RecordedAt = Microseconds.FromUnix(row.Int64(3)),
            Payload = row.Bytes(PayloadColumn).ToArray(),
            Metadata = Metadata(session, row, type, stream, version),
        };
    }

    private static EventMetadata Metadata(SqliteSession session, SqliteStatement row, SqliteEventType type, StreamId stream, long version)
    {
        var (eventId, occurredAt) = (row.Guid(5), Microseconds.FromUnix(row.Int64(4)));
        var tenant = row.IsNull(6) ? null : session.Intern(row.Bytes(6));
        try
        {
            return EventMetadataCodec.Decode(eventId, occurredAt, tenant, row.Bytes(7));
        }
        catch (SerializationException e)
        {
            throw SerializationException.Reading(e, type.Name, type.SchemaVersion, stream, version);
        }
    }
}
