using EventSourcing.Storage;

namespace EventSourcing.Subscriptions;

/// <summary>A stored event on its way to a handler: all that it has become, or the error that says why it cannot be read. It is handled, parked or passed over as a whole.</summary>
internal sealed class FeedUnit
{
    // There are as many of these as events, so what hardly one has is kept aside.
    private readonly RecordedEvent? _first;
    private readonly Unreadable? _unreadable;
    private List<RecordedEvent>? _parts;

    public FeedUnit(RecordedEvent first, long size)
    {
        _first = first;
        Size = size;
    }

    /// <summary>An event that cannot be read.</summary>
    /// <param name="position">Its place.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="version">Its version in the stream.</param>
    /// <param name="eventName">Its name, as the error says.</param>
    /// <param name="schemaVersion">The version of its shape, as the error says; 0 where that says nothing.</param>
    /// <param name="stored">The event as it is stored; <see langword="null"/> where the store cannot tell.</param>
    /// <param name="poison">The error.</param>
    public FeedUnit(GlobalPosition position, StreamId stream, long version, string eventName, int schemaVersion, StoredEvent? stored, Exception poison) =>
        _unreadable = new Unreadable(position, stream, version, stored?.Name ?? eventName, stored?.SchemaVersion ?? schemaVersion, stored?.Metadata.EventId, poison);

    public GlobalPosition Position => _first?.Position ?? _unreadable!.Position;

    public StreamId Stream => _first?.Stream ?? _unreadable!.Stream;

    public long Version => _first?.Version ?? _unreadable!.Version;

    public long Size { get; }

    /// <summary>Why the event cannot be read; <see langword="null"/> where it was.</summary>
    public Exception? Poison => _unreadable?.Error;

    /// <summary>What must be handled in order has one key; the stream's name where nothing else is said. Most are never asked for it, and so it is not made before.</summary>
    public string Key
    {
        get => field ??= Stream.ToString();
        set;
    }

    public string EventName => _first?.Name ?? _unreadable!.Name;

    public int SchemaVersion => _first?.SchemaVersion ?? _unreadable!.SchemaVersion;

    public Guid? EventId => _first?.Metadata.EventId ?? _unreadable!.Id;

    public DateTimeOffset? RecordedAt => _first?.RecordedAt;

    public RecordedEvent First => _first ?? throw new InvalidOperationException($"{Stream}@{Version} cannot be read, and so has no parts.");

    public int PartCount => _first is null ? 0 : _parts?.Count ?? 1;

    public RecordedEvent Part(int index) => _parts?[index] ?? First;

    public void Add(RecordedEvent part) => (_parts ??= [First]).Add(part);

    private sealed record Unreadable(GlobalPosition Position, StreamId Stream, long Version, string Name, int SchemaVersion, Guid? Id, Exception Error);
}
