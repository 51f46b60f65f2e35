using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>A call of one of the functions that write, whose parameters are set and sent again and again. Used by one flush at a time.</summary>
internal abstract class AppendStatement : IDisposable
{
    // 2000-01-01, in microseconds since 1970.
    private const long Epoch = 946_684_800_000_000;

    private readonly bool _prepare;
    private readonly NpgsqlCommand _command = new();
    private readonly List<NpgsqlParameter> _parameters = [];
    private readonly string? _savepoint;
    private readonly NpgsqlParameter<long> _fence;
    private readonly NpgsqlParameter<string?> _scope;
    private string _text = "";
    private NpgsqlBatch? _within;

    /// <param name="prepare">Whether it is prepared on each connection.</param>
    /// <param name="savepoint">The savepoint under which it is sent within transactions of others; <see langword="null"/> where it is sent as a transaction of its own.</param>
    protected AppendStatement(bool prepare, string? savepoint = null)
    {
        _prepare = prepare;
        _savepoint = savepoint;
        _fence = Add(new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint });
        _scope = Add(new NpgsqlParameter<string?> { NpgsqlDbType = NpgsqlDbType.Text });
    }

    /// <summary>The call.</summary>
    protected string Text
    {
        set
        {
            _text = value;
            if (_savepoint is not null) return;
            _command.CommandText = value;
            foreach (var parameter in _parameters) _command.Parameters.Add(parameter);
        }
    }

    /// <summary>Sends the statement as a transaction of its own, and returns when its commit is acknowledged.</summary>
    /// <param name="connection">An open connection outside of a transaction.</param>
    /// <param name="pinIsolation">Whether the session's default isolation level is another one than the functions need.</param>
    public async ValueTask ExecuteAsync(NpgsqlConnection connection, bool pinIsolation)
    {
        _command.Connection = connection;
        if (_prepare && !_command.IsPrepared) await _command.PrepareAsync(CancellationToken.None).ConfigureAwait(false);
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

    /// <summary>Gets ready for a transaction that is open. Where that fails, the server has given the transaction up.</summary>
    public async ValueTask EnterAsync(NpgsqlTransaction transaction)
    {
        // A batch anew: one that was prepared does not follow to other connections, whose prepared statements are others.
        var call = new NpgsqlBatchCommand(_text);
        foreach (var parameter in _parameters) call.Parameters.Add(parameter);
        _within = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands = { new NpgsqlBatchCommand($"SAVEPOINT {_savepoint}"), call, new NpgsqlBatchCommand($"RELEASE SAVEPOINT {_savepoint}") },
        };
        if (_prepare) await _within.PrepareAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>
    /// Sends the statement within the transaction that it has entered, in one round trip, under a savepoint, which is released where there is no error. Whether its outcomes are stored is decided by the transaction's commit.
    /// </summary>
    public async ValueTask ExecuteWithinAsync()
    {
        var reader = await _within!.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
        await using var r = reader.ConfigureAwait(false);
        await ReadAsync(reader).ConfigureAwait(false);
    }

    /// <summary>Leaves the transaction.</summary>
    public void Leave()
    {
        // A parameter belongs to one command.
        _within?.BatchCommands[1].Parameters.Clear();
        _within?.Dispose();
        _within = null;
    }

    public void Dispose()
    {
        Leave();
        _command.Dispose();
    }

    /// <summary>What became of an append, by its place in what was written.</summary>
    public abstract AppendOutcome Outcome(int index);

    /// <summary>The first stored event that breaks the condition, by position and number of its type; <see langword="null"/> where none does, or there is no condition.</summary>
    public virtual (long Position, int Type)? Match => null;

    protected abstract void Read(NpgsqlDataReader row);

    protected void SetHead(PostgreSqlStoreInfo info, string? scope)
    {
        _fence.TypedValue = (long)info.Fence << 48;
        _scope.TypedValue = scope;
    }

    protected T Add<T>(T parameter)
        where T : NpgsqlParameter
    {
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>The text that calls a function with all parameters that were added.</summary>
    protected string Call(string function) => $"SELECT * FROM {function}({string.Join(", ", Enumerable.Range(1, _parameters.Count).Select(i => $"${i}"))})";

    protected static long Code(ExpectedVersion expected) => expected.IsAny ? -1 : expected.IsStreamExists ? -2 : expected.Version!.Value;

    /// <summary>An instant as the server counts: a DateTimeOffset would turn its least value into minus infinity.</summary>
    protected static long Timestamp(DateTimeOffset instant) => Microseconds.ToUnix(instant) - Epoch;

    protected static NpgsqlDbType PayloadType(PostgreSqlStoreInfo info) => info.PayloadType == PostgreSqlPayloadType.Jsonb ? NpgsqlDbType.Jsonb : NpgsqlDbType.Json;

    private async ValueTask SendAsync()
    {
        var reader = await _command.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
        await using var r = reader.ConfigureAwait(false);
        await ReadAsync(reader).ConfigureAwait(false);
    }

    private async ValueTask ReadAsync(NpgsqlDataReader reader)
    {
        if (!await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false))
            throw new InvalidOperationException($"The function of '{_text}' has given no row. This is a defect of the store.");
        Read(reader);

        // The row comes before the commit, or the release of the savepoint. What follows it says that this is done, or why not.
        await reader.NextResultAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
