namespace EventSourcing.Processes;

/// <summary>How instances are stored: as rows of a read model, so that every store keeps them in the transactions of the checkpoints.</summary>
internal static class ProcessInstanceMapping
{
    /// <summary>The table, named like nothing of a user's.</summary>
    public const string Table = "es_processes";

    public static ReadModelColumn<ProcessInstance, string> Process { get; } = new("process", ReadModelTypes.Text, static p => p.Process);

    public static ReadModelColumn<ProcessInstance, string> Key { get; } = new("key", ReadModelTypes.Text, static p => p.Key);

    public static ReadModelColumn<ProcessInstance, ProcessStatus> Status { get; } = new("status", ReadModelTypes.EnumName<ProcessStatus>(), static p => p.Status);

    private static ReadModelColumn<ProcessInstance, DateTimeOffset> StartedAt { get; } = new("started_at", ReadModelTypes.Instant, static p => p.StartedAt);

    private static ReadModelColumn<ProcessInstance, DateTimeOffset?> CompletedAt { get; } = new("completed_at", ReadModelTypes.Optional(ReadModelTypes.Instant), static p => p.CompletedAt);

    private static ReadModelColumn<ProcessInstance, long> HandledEvents { get; } = new("handled_events", ReadModelTypes.Int64, static p => p.HandledEvents);

    private static ReadModelColumn<ProcessInstance, long> IgnoredEvents { get; } = new("ignored_events", ReadModelTypes.Int64, static p => p.IgnoredEvents);

    private static ReadModelColumn<ProcessInstance, Guid> LastEventId { get; } = new("last_event_id", ReadModelTypes.Guid, static p => p.LastEventId);

    private static ReadModelColumn<ProcessInstance, long> RowVersion { get; } = new("row_version", ReadModelTypes.Int64, static p => p.RowVersion);

    // After the columns: static members are made in the order of the text.
    public static ReadModelMapping<ProcessInstance> Instance { get; } = new(
        Table,
        ReadModelKey.Of(Process, Key),
        [Process, Key, Status, StartedAt, CompletedAt, HandledEvents, IgnoredEvents, LastEventId, RowVersion],
        Read,
        RowVersion,
        null,
        new ReadModelIndex("process", "status"));

    private static ProcessInstance Read(ReadOnlySpan<ReadModelValue> row) => new()
    {
        Process = Process.Load(row[0]),
        Key = Key.Load(row[1]),
        Status = Status.Load(row[2]),
        StartedAt = StartedAt.Load(row[3]),
        CompletedAt = CompletedAt.Load(row[4]),
        HandledEvents = HandledEvents.Load(row[5]),
        IgnoredEvents = IgnoredEvents.Load(row[6]),
        LastEventId = LastEventId.Load(row[7]),
        RowVersion = RowVersion.Load(row[8]),
    };
}
