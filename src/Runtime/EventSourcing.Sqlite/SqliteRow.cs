using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing.Sqlite;

/// <summary>Makes events of rows. Payloads are read from SQLite's own memory.</summary>
internal sealed class SqliteRow(SqliteVocabulary vocabulary, EventSerializer serializer)
{
    /// <summary>The columns that a row must begin with.</summary>
    public const string Columns = "position, version, type, recorded_at, occurred_at, event_id, tenant, details, payload";

    /// <summary>The column that may follow.</summary>
    public const int StreamColumn = 9;

    private const int PayloadColumn = 8;

    /// <summary>The id of the store, known once the file is open.</summary>
    public Guid StoreId { get; set; }

    /// <summary>The event of a row.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="row">The row.</param>
    /// <param name="stream">The stream that holds it.</param>
    /// <param name="payloadLength">The length of its payload in bytes.</param>
    /// <exception cref="UnknownEventException">The catalog has nothing that reads it.</exception>
    /// <exception cref="SerializationException">It cannot be read as what it should be.</exception>
    public RecordedEvent Read(SqliteSession session, SqliteStatement row, StreamId stream, out int payloadLength)
    {
        var payload = row.Bytes(PayloadColumn);
        payloadLength = payload.Length;
        var version = row.Int64(1);
        var type = vocabulary.Type(session, row.Int64(2));
        var descriptor = type.Descriptor ?? serializer.Resolve(type.Name, type.SchemaVersion, stream, version);
        return new RecordedEvent
        {
            Stream = stream,
            Version = version,
            Position = new GlobalPosition(StoreId, row.Int64(0)),
            Name = type.Name,
            SchemaVersion = type.SchemaVersion,
            RecordedAt = Microseconds.FromUnix(row.Int64(3)),
            Data = EventSerializer.Deserialize(descriptor, payload, stream, version),
            Metadata = Metadata(session, row, type, stream, version),
        };
    }

    /// <summary>Applies the event of a row to a fold.</summary>
    /// <returns>Whether the fold took it.</returns>
    /// <exception cref="UnknownEventException">The catalog has nothing that reads it.</exception>
    /// <exception cref="SerializationException">It cannot be read as what it should be.</exception>
    public bool Apply(SqliteSession session, SqliteStatement row, StreamId stream, EventFold fold)
    {
        var version = row.Int64(1);
        var type = vocabulary.Type(session, row.Int64(2));
        var descriptor = type.Descriptor ?? serializer.Resolve(type.Name, type.SchemaVersion, stream, version);
        var @event = EventSerializer.Deserialize(descriptor, row.Bytes(PayloadColumn), stream, version);
        return fold.Apply(version, @event, fold.UsesMetadata ? Metadata(session, row, type, stream, version) : null);
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
            Position = new GlobalPosition(StoreId, row.Int64(0)),
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
