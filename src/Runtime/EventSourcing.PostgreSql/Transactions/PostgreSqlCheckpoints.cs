using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>The statements that read and write checkpoints.</summary>
internal static class PostgreSqlCheckpoints
{
    private static readonly string RetiredToken = Checkpoint.RetiredToken.ToString(CultureInfo.InvariantCulture);

    private const string Refusal = "the checkpoint may not be moved: rows ";

    private const string Columns = "subscription, partition, position, token, moved_at";

    public static void Find(NpgsqlBatch batch, PostgreSqlNames names, string subscription, int partition) =>
        batch.Add($"SELECT {Columns} FROM {names.Checkpoints} WHERE subscription = $1 AND partition = $2").With(subscription).With(partition);

    /// <summary>The same, and keeps others from writing the row until the transaction ends.</summary>
    public static void Lock(NpgsqlBatch batch, PostgreSqlNames names, string subscription, int partition) =>
        batch.Add($"SELECT {Columns} FROM {names.Checkpoints} WHERE subscription = $1 AND partition = $2 FOR UPDATE").With(subscription).With(partition);

    /// <summary>Those of a subscription, or all.</summary>
    public static void List(NpgsqlBatch batch, PostgreSqlNames names, string? subscription)
    {
        if (subscription is null) batch.Add($"SELECT {Columns} FROM {names.Checkpoints} ORDER BY subscription, partition");
        else batch.Add($"SELECT {Columns} FROM {names.Checkpoints} WHERE subscription = $1 ORDER BY partition").With(subscription);
    }

    /// <summary>Moves a checkpoint, if it may be moved (<see cref="Storage.CheckpointRequest.Decide"/> says the same): it gives a row then. A row that another transaction writes is waited for.</summary>
    public static void Move(NpgsqlBatch batch, PostgreSqlNames names, Checkpoint checkpoint) => Add(batch, MoveText(names), checkpoint);

    /// <summary>The same, and fails where the checkpoint may not be moved (<see cref="IsRefusal"/>), so that nothing is done that comes after it.</summary>
    /// <remarks>SQL has no statement that fails on purpose; what is no number does, once it is read as one, and the server repeats it in its error. The server must not know it before it has counted.</remarks>
    public static void Require(NpgsqlBatch batch, PostgreSqlNames names, Checkpoint checkpoint) =>
        Add(batch, $"WITH moved AS ({MoveText(names)}) SELECT CASE count(*) WHEN 1 THEN 1 ELSE ('{Refusal}' || count(*))::bigint END FROM moved", checkpoint);

    /// <summary>Whether an error is that of <see cref="Require"/>.</summary>
    public static bool IsRefusal(PostgresException error) => error.SqlState == PostgresErrorCodes.InvalidTextRepresentation && error.MessageText.Contains(Refusal, StringComparison.Ordinal);

    /// <summary>Removes the checkpoints of a subscription, and gives their number.</summary>
    public static void Remove(NpgsqlBatch batch, PostgreSqlNames names, string subscription) =>
        batch.Add($"WITH removed AS (DELETE FROM {names.Checkpoints} WHERE subscription = $1 RETURNING 1) SELECT count(*) FROM removed").With(subscription);

    /// <summary>Reads the rows of <see cref="Find"/> and <see cref="List"/>.</summary>
    public static async ValueTask<List<Checkpoint>> ReadAsync(NpgsqlDataReader reader, Guid storeId, CancellationToken cancellationToken)
    {
        var checkpoints = new List<Checkpoint>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var position = await reader.IsDBNullAsync(2, cancellationToken).ConfigureAwait(false) ? (GlobalPosition?)null : new GlobalPosition(storeId, reader.GetInt64(2));
            checkpoints.Add(new Checkpoint(reader.GetString(0), reader.GetInt32(1), position, reader.GetInt64(3)) { MovedAt = reader.GetFieldValue<DateTimeOffset>(4) });
        }

        return checkpoints;
    }

    private static string MoveText(PostgreSqlNames names) =>
        $"""
        INSERT INTO {names.Checkpoints} AS c (subscription, partition, position, token, moved_at)
        SELECT $1, $2, $3, $4, clock_timestamp() WHERE $5 IS NULL OR $5 = 0 OR EXISTS (SELECT 1 FROM {names.Checkpoints} WHERE subscription = $1 AND partition = $2)
        ON CONFLICT (subscription, partition) DO UPDATE SET position = coalesce(excluded.position, c.position), token = excluded.token, moved_at = clock_timestamp()
        WHERE c.token <= excluded.token AND c.token < {RetiredToken} AND CASE
            WHEN excluded.position IS NULL THEN c.token < excluded.token
            ELSE (c.position IS NULL OR c.position < excluded.position) AND ($5 IS NULL OR coalesce(c.position, 0) = $5)
        END
        RETURNING 1
        """;

    private static void Add(NpgsqlBatch batch, string text, Checkpoint checkpoint) => batch.Add(text)
        .With(checkpoint.Subscription).With(checkpoint.Partition).With(checkpoint.Position?.Value, NpgsqlDbType.Bigint).With(checkpoint.Token)
        .With(checkpoint.Position is null ? null : checkpoint.From?.Value, NpgsqlDbType.Bigint);
}
