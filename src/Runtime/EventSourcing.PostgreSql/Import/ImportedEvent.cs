namespace EventSourcing;

/// <summary>An event with its history, for <see cref="PostgreSqlEventStore.ImportAsync"/>: what it is, where it belongs, and what another store knew of it.</summary>
public sealed class ImportedEvent
{
    private ImportedEvent(StreamId stream, EventMetadata? metadata)
    {
        Stream = stream;
        Metadata = EventSourcingContext.Current.Complete(metadata);
    }

    /// <summary>An event that the store's catalog writes.</summary>
    /// <param name="stream">The stream to which it belongs.</param>
    /// <param name="data">The event, of a current type of the catalog.</param>
    /// <param name="metadata">
    /// Its metadata; <see langword="null"/> takes it from the ambient <see cref="EventSourcingContext"/>. An import that is to be resumed needs ids that are the same every time.
    /// </param>
    public ImportedEvent(StreamId stream, object data, EventMetadata? metadata = null)
        : this(stream, metadata)
    {
        ArgumentNullException.ThrowIfNull(data);
        Data = data;
    }

    /// <summary>An event that is serialized already, which is how events of earlier shapes are brought along.</summary>
    /// <param name="stream">The stream to which it belongs.</param>
    /// <param name="name">The name under which it is stored, which may be an alias.</param>
    /// <param name="schemaVersion">The version of its shape, from 1.</param>
    /// <param name="payload">The business data: JSON in UTF-8. Not to be changed before the import ends.</param>
    /// <param name="metadata">Its metadata, as above.</param>
    public ImportedEvent(StreamId stream, string name, int schemaVersion, ReadOnlyMemory<byte> payload, EventMetadata? metadata = null)
        : this(stream, metadata)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(schemaVersion, 1);
        Name = name;
        SchemaVersion = schemaVersion;
        Payload = payload;
    }

    /// <summary>The stream to which it belongs.</summary>
    public StreamId Stream { get; }

    /// <summary>The event; <see langword="null"/> where it is serialized already.</summary>
    public object? Data { get; }

    /// <summary>The stored name; <see langword="null"/> where <see cref="Data"/> says what it is.</summary>
    public string? Name { get; }

    /// <summary>The version of the shape; 0 where <see cref="Data"/> says what it is.</summary>
    public int SchemaVersion { get; }

    /// <summary>The business data, JSON in UTF-8; empty where <see cref="Data"/> has it.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Its metadata, with id and instant.</summary>
    public EventMetadata Metadata { get; }

    /// <summary>
    /// The version that it has in its stream, from 1; it is checked, and never changed. <see langword="null"/> for whatever follows.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is below 1.</exception>
    public long? Version
    {
        get;
        init => field = Require.AtLeast(value, 1);
    }

    /// <summary>When it was recorded first, kept in microseconds; <see langword="null"/> for the time of the import.</summary>
    public DateTimeOffset? RecordedAt
    {
        get;
        init => field = value is { } instant ? Microseconds.Truncate(instant) : null;
    }
}
