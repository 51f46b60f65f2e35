namespace EventSourcing.Subscriptions;

/// <summary>How dead letters are stored: as rows of a read model, so that every store keeps them in the transactions of the checkpoints.</summary>
internal static class DeadLetterMapping
{
    /// <summary>The table, named like nothing of a user's.</summary>
    public const string Table = "es_dead_letters";

    private const int LongestText = 64 * 1024;

    public static ReadModelColumn<DeadLetter, string> Subscription { get; } = new("subscription", ReadModelTypes.Text, static l => l.Subscription);

    public static ReadModelColumn<DeadLetter, long> Position { get; } = new("position", ReadModelTypes.Int64, static l => l.Position.Value);

    public static ReadModelColumn<DeadLetter, string> Key { get; } = new("key", ReadModelTypes.Text, static l => l.Key);

    public static ReadModelColumn<DeadLetter, DeadLetterState> State { get; } = new("state", ReadModelTypes.EnumName<DeadLetterState>(), static l => l.State);

    public static ReadModelColumn<DeadLetter, DateTimeOffset?> EndedAt { get; } = new("ended_at", ReadModelTypes.Optional(ReadModelTypes.Instant), static l => l.EndedAt);

    private static ReadModelColumn<DeadLetter, Guid> Store { get; } = new("store", ReadModelTypes.Guid, static l => l.Position.StoreId);

    private static ReadModelColumn<DeadLetter, string> Category { get; } = new("category", ReadModelTypes.Text, static l => l.Stream.Category);

    private static ReadModelColumn<DeadLetter, string> StreamKey { get; } = new("stream_key", ReadModelTypes.Text, static l => l.Stream.Key);

    private static ReadModelColumn<DeadLetter, long> Version { get; } = new("version", ReadModelTypes.Int64, static l => l.Version);

    private static ReadModelColumn<DeadLetter, Guid?> EventId { get; } = new("event_id", ReadModelTypes.Optional(ReadModelTypes.Guid), static l => l.EventId);

    private static ReadModelColumn<DeadLetter, string> EventName { get; } = new("event_name", ReadModelTypes.Text, static l => l.EventName);

    private static ReadModelColumn<DeadLetter, int?> SchemaVersion { get; } = new("schema_version", ReadModelTypes.Optional(ReadModelTypes.Int32), static l => l.SchemaVersion);

    private static ReadModelColumn<DeadLetter, string?> ExceptionType { get; } = new("exception_type", ReadModelTypes.OrNull(ReadModelTypes.Text), static l => Storable(l.ExceptionType));

    private static ReadModelColumn<DeadLetter, string?> ExceptionMessage { get; } = new("exception_message", ReadModelTypes.OrNull(ReadModelTypes.Text), static l => Storable(l.ExceptionMessage));

    private static ReadModelColumn<DeadLetter, string?> ExceptionDetails { get; } = new("exception_details", ReadModelTypes.OrNull(ReadModelTypes.Text), static l => Storable(l.ExceptionDetails));

    private static ReadModelColumn<DeadLetter, int> Attempts { get; } = new("attempts", ReadModelTypes.Int32, static l => l.Attempts);

    private static ReadModelColumn<DeadLetter, DateTimeOffset?> FirstFailedAt { get; } = new("first_failed_at", ReadModelTypes.Optional(ReadModelTypes.Instant), static l => l.FirstFailedAt);

    private static ReadModelColumn<DeadLetter, DateTimeOffset?> LastFailedAt { get; } = new("last_failed_at", ReadModelTypes.Optional(ReadModelTypes.Instant), static l => l.LastFailedAt);

    private static ReadModelColumn<DeadLetter, DateTimeOffset> ParkedAt { get; } = new("parked_at", ReadModelTypes.Instant, static l => l.ParkedAt);

    private static ReadModelColumn<DeadLetter, long> RowVersion { get; } = new("row_version", ReadModelTypes.Int64, static l => l.RowVersion);

    // After the columns: static members are made in the order of the text.
    public static ReadModelMapping<DeadLetter> Instance { get; } = new(
        Table,
        ReadModelKey.Of(Subscription, Position),
        [
            Subscription, Position, Key, State, EndedAt, Store, Category, StreamKey, Version, EventId, EventName,
            ExceptionType, ExceptionMessage, ExceptionDetails, Attempts, FirstFailedAt, LastFailedAt, ParkedAt, RowVersion, SchemaVersion,
        ],
        Read,
        RowVersion,
        null,
        new ReadModelIndex("subscription", "state"),
        new ReadModelIndex("subscription", "key", "position"));

    /// <summary>Letters whose events still wait.</summary>
    public static ReadModelCondition<DeadLetter> IsOpen { get; } = State.In(DeadLetterState.Parked, DeadLetterState.Replaying);

    private static DeadLetter Read(ReadOnlySpan<ReadModelValue> row) => new()
    {
        Subscription = Subscription.Load(row[0]),
        Position = new GlobalPosition(Store.Load(row[5]), Position.Load(row[1])),
        Key = Key.Load(row[2]),
        State = State.Load(row[3]),
        EndedAt = EndedAt.Load(row[4]),
        Stream = new StreamId(Category.Load(row[6]), StreamKey.Load(row[7])),
        Version = Version.Load(row[8]),
        EventId = EventId.Load(row[9]),
        EventName = EventName.Load(row[10]),
        ExceptionType = ExceptionType.Load(row[11]),
        ExceptionMessage = ExceptionMessage.Load(row[12]),
        ExceptionDetails = ExceptionDetails.Load(row[13]),
        Attempts = Attempts.Load(row[14]),
        FirstFailedAt = FirstFailedAt.Load(row[15]),
        LastFailedAt = LastFailedAt.Load(row[16]),
        ParkedAt = ParkedAt.Load(row[17]),
        RowVersion = RowVersion.Load(row[18]),
        SchemaVersion = SchemaVersion.Load(row[19]),
    };

    /// <summary>What every store can hold: an exception's text can be anything, and must not be the reason for which its event cannot be parked.</summary>
    private static string? Storable(string? text)
    {
        if (text is null) return null;
        if (text.Length > LongestText) text = text[..LongestText];
        return System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
    }
}
