using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>A call of one of the functions that write, whose parameters are set and sent again and again. Used by one flush at a time.</summary>
internal abstract class AppendStatement : IDisposable
{
    // 2000-01-01, in microseconds since 1970.
    private const long Epoch = 946_684_800_000_000;

    private readonly bool _prepare;
    private readonly NpgsqlParameter<long> _fence;
    private readonly NpgsqlParameter<string?> _scope;

    protected AppendStatement(bool prepare)
    {
        _prepare = prepare;
        _fence = Add(new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint });
        _scope = Add(new NpgsqlParameter<string?> { NpgsqlDbType = NpgsqlDbType.Text });
    }

    public NpgsqlCommand Command { get; } = new();

    /// <summary>Sends the statement as a transaction of its own, and returns when its commit is acknowledged.</summary>
    /// <param name="connection">An open connection outside of a transaction.</param>
    /// <param name="pinIsolation">Whether the session's default isolation level is another one than the functions need.</param>
    public async ValueTask ExecuteAsync(NpgsqlConnection connection, bool pinIsolation)
    {
        Command.Connection = connection;
        if (_prepare && !Command.IsPrepared) await Command.PrepareAsync(CancellationToken.None).ConfigureAwait(false);
        if (!pinIsolation)
        {
            await SendAsync().ConfigureAwait(false);
            return;
        }

        var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, CancellationToken.None).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        await SendAsync().ConfigureAwait(false);
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Sends the statement within a transaction that is open. Whether its outcomes are stored is decided by that transaction's commit.</summary>
    public async ValueTask ExecuteWithinAsync(NpgsqlTransaction transaction)
    {
        Command.Connection = transaction.Connection;
        Command.Transaction = transaction;
        if (_prepare && !Command.IsPrepared) await Command.PrepareAsync(CancellationToken.None).ConfigureAwait(false);
        await SendAsync().ConfigureAwait(false);
    }

    public void Dispose() => Command.Dispose();

    /// <summary>What became of an append, by its place in what was written.</summary>
    public abstract AppendOutcome Outcome(int index);

    protected abstract void Read(NpgsqlDataReader row);

    protected void SetHead(PostgreSqlStoreInfo info, string? scope)
    {
        _fence.TypedValue = (long)info.Fence << 48;
        _scope.TypedValue = scope;
    }

    protected T Add<T>(T parameter)
        where T : NpgsqlParameter
    {
        Command.Parameters.Add(parameter);
        return parameter;
    }

    /// <summary>The text that calls a function with all parameters that were added.</summary>
    protected string Call(string function) => $"SELECT * FROM {function}({string.Join(", ", Enumerable.Range(1, Command.Parameters.Count).Select(i => $"${i}"))})";

    protected static long Code(ExpectedVersion expected) => expected.IsAny ? -1 : expected.IsStreamExists ? -2 : expected.Version!.Value;

    /// <summary>An instant as the server counts: a DateTimeOffset would turn its least value into minus infinity.</summary>
    protected static long Timestamp(DateTimeOffset instant) => Microseconds.ToUnix(instant) - Epoch;

    protected static NpgsqlDbType PayloadType(PostgreSqlStoreInfo info) => info.PayloadType == PostgreSqlPayloadType.Jsonb ? NpgsqlDbType.Jsonb : NpgsqlDbType.Json;

    private async ValueTask SendAsync()
    {
        var reader = await Command.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
        await using var r = reader.ConfigureAwait(false);
        if (!await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false)) throw new InvalidOperationException($"The function of '{Command.CommandText}' has given no row. This is a defect of the store.");
        Read(reader);

        // The row comes before the commit. What follows it says that the commit is done, or why not.
        await reader.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
