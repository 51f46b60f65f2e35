namespace EventSourcing.PostgreSql;

/// <summary>An event of an import, checked and serialized.</summary>
internal sealed class ImportRow(ImportedEvent source, string name, int schemaVersion, ReadOnlyMemory<byte> payload, byte[]? details)
{
    public StreamId Stream => source.Stream;

    /// <summary>The version that the source gives; <see langword="null"/> where it gives none.</summary>
    public long? SourceVersion => source.Version;

    public EventMetadata Metadata => source.Metadata;

    public Guid EventId => source.Metadata.EventId;

    public DateTimeOffset? RecordedAt => source.RecordedAt;

    public string Name => name;

    public int SchemaVersion => schemaVersion;

    public ReadOnlyMemory<byte> Payload => payload;

    public byte[]? Details => details;

    /// <summary>The type's number, once it is known.</summary>
    public int Type { get; set; }

    /// <summary>Its stream in the batch, once that is asked for its streams.</summary>
    public ImportStream? Claim { get; set; }

    /// <summary>An error about this event.</summary>
    public PostgreSqlImportException Fault(string problem, Exception? cause = null) => new(
        $"The import has an event '{name}' (id {EventId}){(SourceVersion is { } version ? $", version {version}" : "")} of stream '{Stream}' that cannot be stored: {problem} Nothing of its batch was stored.",
        Stream,
        SourceVersion,
        EventId,
        cause);
}
