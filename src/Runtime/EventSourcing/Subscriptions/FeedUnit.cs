using EventSourcing.Storage;

namespace EventSourcing.Subscriptions;

/// <summary>A stored event on its way to a handler: all that it has become, or the error that says why it cannot be read. It is handled, parked or passed over as a whole.</summary>
internal sealed class FeedUnit
{
    private readonly RecordedEvent? _first;
    private List<RecordedEvent>? _parts;

    public FeedUnit(RecordedEvent first, long size)
    {
        _first = first;
        Size = size;
        Position = first.Position;
        Stream = first.Stream;
        Version = first.Version;
    }

    /// <summary>An event that cannot be read.</summary>
    /// <param name="position">Its place.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="version">Its version in the stream.</param>
    /// <param name="eventName">Its name, as the error says.</param>
    /// <param name="schemaVersion">The version of its shape, as the error says; 0 where that says nothing.</param>
    /// <param name="stored">The event as it is stored; <see langword="null"/> where the store cannot tell.</param>
    /// <param name="poison">The error.</param>
    public FeedUnit(GlobalPosition position, StreamId stream, long version, string eventName, int schemaVersion, StoredEvent? stored, Exception poison)
    {
        Position = position;
        Stream = stream;
        Version = version;
        Poison = poison;
        PoisonName = stored?.Name ?? eventName;
        PoisonSchemaVersion = stored?.SchemaVersion ?? schemaVersion;
        PoisonId = stored?.Metadata.EventId;
    }

    public GlobalPosition Position { get; }

    public StreamId Stream { get; }

    public long Version { get; }

    public long Size { get; }

    /// <summary>Why the event cannot be read; <see langword="null"/> where it was.</summary>
    public Exception? Poison { get; }

    /// <summary>What must be handled in order has one key; the stream's name where nothing else is said. Most are never asked for it, and so it is not made before.</summary>
    public string Key
    {
        get => field ??= Stream.ToString();
        set;
    }

    public string EventName => _first?.Name ?? PoisonName!;

    public int SchemaVersion => _first?.SchemaVersion ?? PoisonSchemaVersion;

    public Guid? EventId => _first?.Metadata.EventId ?? PoisonId;

    public DateTimeOffset? RecordedAt => _first?.RecordedAt;

    public RecordedEvent First => _first ?? throw new InvalidOperationException($"{Stream}@{Version} cannot be read, and so has no parts.");

    public int PartCount => _first is null ? 0 : _parts?.Count ?? 1;

    private string? PoisonName { get; }

    private int PoisonSchemaVersion { get; }

    private Guid? PoisonId { get; }

    public RecordedEvent Part(int index) => _parts?[index] ?? First;

    public void Add(RecordedEvent part) => (_parts ??= [First]).Add(part);
}
