namespace EventSourcing.Processes;

/// <summary>How timeouts are stored: as rows of a read model, so that every store keeps them in the transactions of the checkpoints.</summary>
internal static class ProcessTimeoutMapping
{
    /// <summary>The table, named like nothing of a user's.</summary>
    public const string Table = "es_process_timeouts";

    public static ReadModelColumn<ProcessTimeout, string> Process { get; } = new("process", ReadModelTypes.Text, static t => t.Process);

    public static ReadModelColumn<ProcessTimeout, string> Key { get; } = new("key", ReadModelTypes.Text, static t => t.Key);

    public static ReadModelColumn<ProcessTimeout, DateTimeOffset> DueAt { get; } = new("due_at", ReadModelTypes.Instant, static t => t.DueAt);

    public static ReadModelColumn<ProcessTimeout, bool> HasElapsed { get; } = new("has_elapsed", ReadModelTypes.Boolean, static t => t.HasElapsed);

    private static ReadModelColumn<ProcessTimeout, string> Name { get; } = new("name", ReadModelTypes.Text, static t => t.Name);

    private static ReadModelColumn<ProcessTimeout, Guid> EventId { get; } = new("event_id", ReadModelTypes.Guid, static t => t.EventId);

    private static ReadModelColumn<ProcessTimeout, string> EventName { get; } = new("event_name", ReadModelTypes.Text, static t => t.EventName);

    private static ReadModelColumn<ProcessTimeout, int> SchemaVersion { get; } = new("event_version", ReadModelTypes.Int32, static t => t.SchemaVersion);

    private static ReadModelColumn<ProcessTimeout, byte[]> Payload { get; } = new("payload", ReadModelTypes.Bytes, static t => t.Payload);

    private static ReadModelColumn<ProcessTimeout, Guid> CausationId { get; } = new("causation_id", ReadModelTypes.Guid, static t => t.CausationId);

    private static ReadModelColumn<ProcessTimeout, Guid> CorrelationId { get; } = new("correlation_id", ReadModelTypes.Guid, static t => t.CorrelationId);

    private static ReadModelColumn<ProcessTimeout, string?> Tenant { get; } = new("tenant", ReadModelTypes.OrNull(ReadModelTypes.Text), static t => t.Tenant);

    public static ReadModelColumn<ProcessTimeout, string?> Error { get; } = new("error", ReadModelTypes.OrNull(ReadModelTypes.Text), static t => t.Error);

    private static ReadModelColumn<ProcessTimeout, long> RowVersion { get; } = new("row_version", ReadModelTypes.Int64, static t => t.RowVersion);

    // After the columns: static members are made in the order of the text.
    public static ReadModelMapping<ProcessTimeout> Instance { get; } = new(
        Table,
        ReadModelKey.Of(Process, Key, Name),
        [Process, Key, Name, DueAt, HasElapsed, EventId, EventName, SchemaVersion, Payload, CausationId, CorrelationId, Tenant, Error, RowVersion],
        Read,
        RowVersion,
        null,
        new ReadModelIndex("has_elapsed", "due_at"));

    private static ProcessTimeout Read(ReadOnlySpan<ReadModelValue> row) => new()
    {
        Process = Process.Load(row[0]),
        Key = Key.Load(row[1]),
        Name = Name.Load(row[2]),
        DueAt = DueAt.Load(row[3]),
        HasElapsed = HasElapsed.Load(row[4]),
        EventId = EventId.Load(row[5]),
        EventName = EventName.Load(row[6]),
        SchemaVersion = SchemaVersion.Load(row[7]),
        Payload = Payload.Load(row[8]),
        CausationId = CausationId.Load(row[9]),
        CorrelationId = CorrelationId.Load(row[10]),
        Tenant = Tenant.Load(row[11]),
        Error = Error.Load(row[12]),
        RowVersion = RowVersion.Load(row[13]),
    };
}
