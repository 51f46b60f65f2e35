namespace EventSourcing;

/// <summary>What a subscription is to be given, and how it goes about it. Checked as it is made.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>The name under which checkpoints and dead letters are kept: 1 to 200 characters, unique in the store.</summary>
    public required string Name
    {
        get;
        init => field = value is { Length: >= 1 and <= 200 } && !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new ArgumentException($"A subscription's name has 1 to 200 characters; '{value}' cannot be one.", nameof(Name));
    }

    /// <summary>Where it begins, by default at its checkpoint, or at the beginning of the feed where it has none.</summary>
    public SubscriptionStart Start
    {
        get;
        init => field = Require.NotNull(value);
    } = SubscriptionStart.Checkpoint;

    /// <summary>
    /// Names of events, as <see cref="FeedReadOptions.EventNames"/>; a name may have <c>*</c> in the place of any characters, and stands then for all that the catalog lists. <see langword="null"/> for all.
    /// </summary>
    public IReadOnlyCollection<string>? EventNames { get; init; }

    /// <summary>Types of events; a base type or an interface stands for all events of the catalog that have it. Beside <see cref="EventNames"/>, either may name an event. <see langword="null"/> for all.</summary>
    public IReadOnlyCollection<Type>? EventTypes { get; init; }

    /// <summary>Categories of streams; <see langword="null"/> for all.</summary>
    public IReadOnlyCollection<string>? Categories { get; init; }

    /// <summary>The tenant; <see langword="null"/> for all events, with or without a tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary>Tags that an event must have; <see langword="null"/> for all events, with or without tags.</summary>
    public TagQuery? Tags { get; init; }

    /// <summary>Whether events of archived streams are left out.</summary>
    public bool SkipArchived { get; init; }

    /// <summary>How many stored events are handled in one transaction at most, from 1, by default 100.</summary>
    public int BatchSize
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 100;

    /// <summary>
    /// Whether events are handled in a transaction of the store, together with the checkpoint: what handlers write in it happens exactly once in effect. By default they are. While it is open, SQLite
    /// and the store in memory let nobody else write: what takes long, or reaches out of the store, is handled without one, and then at least once.
    /// </summary>
    public bool UseTransaction { get; init; } = true;

    /// <summary>When the checkpoint moves, by default with each batch.</summary>
    public CheckpointPolicy Checkpoints
    {
        get;
        init => field = Require.NotNull(value);
    } = CheckpointPolicy.EveryBatch;

    /// <summary>How often the checkpoint moves at most over events that do not concern the subscription, by default 1 s.</summary>
    public TimeSpan IdleCheckpointInterval
    {
        get;
        init => field = Require.Positive(value);
    } = TimeSpan.FromSeconds(1);

    /// <summary>How long a handler may take for an event, or for a batch if it takes those, by default 30 s. Then its token is cancelled, and the attempt has failed.</summary>
    public TimeSpan HandlerTimeLimit
    {
        get;
        init => field = Require.Positive(value);
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many stored events are read and not yet handled at most, from 1, by default 1,000. Of several partitions none has more than is left for the others: where one is slow, the others go on, and what
    /// it did not get is read again for it. That wants some events for each partition: with fewer than four for each, a slow one can keep others waiting.
    /// </summary>
    public int MaxInFlightEvents
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 1_000;

    /// <summary>After how many bytes of stored payload that are read and not yet handled nothing more is read, from 1, by default 16 MiB. The event that comes to the bound is read whole, however large it is.</summary>
    public long MaxInFlightBytes
    {
        get;
        init => field = Require.AtLeast(value, 1)!.Value;
    } = 16 * 1024 * 1024;

    /// <summary>
    /// How many partitions work at once, from 1, by default 1. Events of one key are always of the same partition, and so handled in their order. It can be changed while all partitions stand at the
    /// same place.
    /// </summary>
    public int Partitions
    {
        get;
        init => field = value is >= 1 and <= 1024 ? value : throw new ArgumentOutOfRangeException(nameof(Partitions), value, "Partitions must be between 1 and 1024.");
    } = 1;

    /// <summary>
    /// The key of an event: what must be handled in order has one key, and is parked together. <see langword="null"/> for the stream. Of several events that a stored one has become, the first is asked.
    /// It must give the same key for the same event for ever. An event that cannot be read has no key then, and stops the subscription.
    /// </summary>
    public Func<RecordedEvent, string>? KeyOf { get; init; }

    /// <summary>How often and when a failed event is tried again.</summary>
    public RetryPolicy Retry
    {
        get;
        init => field = Require.NotNull(value);
    } = RetryPolicy.Default;

    /// <summary>What becomes of an event of which all attempts have failed, by default <see cref="ErrorStrategy.Park"/>.</summary>
    public ErrorStrategy OnError
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(OnError), value, "OnError must be one of the strategies.");
    }

    /// <summary>When the subscription pauses of itself.</summary>
    public CircuitPolicy Circuit
    {
        get;
        init => field = Require.NotNull(value);
    } = CircuitPolicy.Default;

    /// <summary>How often the feed is asked where no signal comes, and the dead letters for what is to be replayed, by default 1 s.</summary>
    public TimeSpan PollInterval
    {
        get;
        init => field = Require.Positive(value);
    } = TimeSpan.FromSeconds(1);

    /// <summary>How long what is read already is still handled when the subscription stops, by default 10 s; zero ends with the batches at hand.</summary>
    public TimeSpan DrainTime
    {
        get;
        init => field = Require.NotNegative(value);
    } = TimeSpan.FromSeconds(10);

    /// <summary>After how long a stop cancels the handlers, by default 30 s from its beginning.</summary>
    public TimeSpan StopDeadline
    {
        get;
        init => field = Require.NotNegative(value);
    } = TimeSpan.FromSeconds(30);
}
