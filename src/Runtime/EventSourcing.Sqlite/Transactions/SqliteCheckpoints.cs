namespace EventSourcing.Sqlite;

/// <summary>Reads and writes checkpoints.</summary>
internal static class SqliteCheckpoints
{
    private static readonly SqliteQuery ByName = new("SELECT subscription, partition, position, token, moved_at FROM es_checkpoints WHERE subscription = ?1 AND partition = ?2");
    private static readonly SqliteQuery OfSubscription = new("SELECT subscription, partition, position, token, moved_at FROM es_checkpoints WHERE subscription = ?1 ORDER BY partition");
    private static readonly SqliteQuery OfAll = new("SELECT subscription, partition, position, token, moved_at FROM es_checkpoints ORDER BY subscription, partition");
    private static readonly SqliteQuery RemoveAll = new("DELETE FROM es_checkpoints WHERE subscription = ?1");

    private static readonly SqliteQuery Put = new(
        """
        INSERT INTO es_checkpoints (subscription, partition, position, token, moved_at) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (subscription, partition) DO UPDATE SET position = coalesce(excluded.position, position), token = excluded.token, moved_at = excluded.moved_at
        """);

    public static Checkpoint? Find(SqliteSession session, Guid storeId, string subscription, int partition)
    {
        var query = session.Get(ByName).Bind(1, subscription).Bind(2, partition);
        using var scope = query.Scope();
        return query.Step() ? Read(query, storeId) : null;
    }

    /// <summary>Those of a subscription, or all.</summary>
    public static IReadOnlyList<Checkpoint> List(SqliteSession session, Guid storeId, string? subscription)
    {
        var query = subscription is null ? session.Get(OfAll) : session.Get(OfSubscription).Bind(1, subscription);
        using var scope = query.Scope();
        var checkpoints = new List<Checkpoint>();
        while (query.Step()) checkpoints.Add(Read(query, storeId));
        return checkpoints;
    }

    /// <summary>Writes a checkpoint, whatever is there.</summary>
    public static void Write(SqliteSession session, Checkpoint checkpoint, DateTimeOffset now)
    {
        var query = session.Get(Put).Bind(1, checkpoint.Subscription).Bind(2, checkpoint.Partition).Bind(4, checkpoint.Token).Bind(5, Microseconds.ToUnix(now));
        if (checkpoint.Position is { } position) query.Bind(3, position.Value);
        else query.Bind(3, (string?)null);
        query.Execute();
    }

    public static int Remove(SqliteSession session, string subscription) => session.Change(session.Get(RemoveAll).Bind(1, subscription));

    private static Checkpoint Read(SqliteStatement row, Guid storeId) =>
        new(row.Text(0), (int)row.Int64(1), row.IsNull(2) ? null : new GlobalPosition(storeId, row.Int64(2)), row.Int64(3)) { MovedAt = Microseconds.FromUnix(row.Int64(4)) };
}
