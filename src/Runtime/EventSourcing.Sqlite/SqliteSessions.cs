using Microsoft.Data.Sqlite;

namespace EventSourcing.Sqlite;

/// <summary>
/// The connections of a store. On a file: one that writes, and readers that are kept for reuse. In memory: a single one, because the database ends with
/// its connection; everybody takes turns with it.
/// </summary>
internal sealed class SqliteSessions : IAsyncDisposable
{
    private static readonly int MaxIdleReaders = Math.Max(4, Environment.ProcessorCount);

    private readonly SemaphoreSlim _writerTurn = new(1, 1);
    private readonly Lock _readerGate = new();
    private readonly Stack<SqliteSession> _idleReaders = new();
    private readonly string _connectionString;
    private readonly SqliteSynchronous _synchronous;
    private readonly Type _owner;
    private SqliteSession? _writer;
    private volatile bool _disposed;

    /// <param name="connectionString">A connection string of Microsoft.Data.Sqlite.</param>
    /// <param name="synchronous">When commits wait for the disk.</param>
    /// <param name="owner">The type that callers know, named in <see cref="ObjectDisposedException"/>.</param>
    public SqliteSessions(string connectionString, SqliteSynchronous synchronous, Type owner)
    {
        _owner = owner;
        // The store keeps its connections itself: when it is disposed the file is free at once.
        var builder = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        _connectionString = builder.ConnectionString;
        _synchronous = synchronous;
        File = builder.DataSource.Length == 0 ? "(temporary)" : builder.DataSource;
        InMemory = IsMemory(builder);
        ReadOnly = builder.Mode == SqliteOpenMode.ReadOnly;
    }

    /// <summary>The data source, for messages.</summary>
    public string File { get; }

    public bool InMemory { get; }

    public bool ReadOnly { get; }

    /// <summary>Waits for the connection that writes.</summary>
    public async ValueTask<SqliteLease> RentWriterAsync(CancellationToken cancellationToken)
    {
        if (!_writerTurn.Wait(0, CancellationToken.None)) await _writerTurn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfDisposed();
            return new SqliteLease(this, _writer ??= SqliteSession.Open(_connectionString, _synchronous), writes: true);
        }
        catch
        {
            _writerTurn.Release();
            throw;
        }
    }

    /// <summary>A connection that reads beside the writer, or, in memory, the only one.</summary>
    public ValueTask<SqliteLease> RentReaderAsync(CancellationToken cancellationToken)
    {
        if (InMemory) return RentWriterAsync(cancellationToken);
        ThrowIfDisposed();
        SqliteSession? reader;
        lock (_readerGate) _idleReaders.TryPop(out reader);
        return ValueTask.FromResult(new SqliteLease(this, reader ?? SqliteSession.Open(_connectionString, _synchronous), writes: false));
    }

    /// <summary>Gives a connection back.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="writes">Whether it is the one that writes.</param>
    public void Return(SqliteSession session, bool writes)
    {
        if (writes)
        {
            if (session.IsBroken && !InMemory)
            {
                _writer = null;
                session.Dispose();
            }

            _writerTurn.Release();
            return;
        }

        lock (_readerGate)
        {
            if (!session.IsBroken && !_disposed && _idleReaders.Count < MaxIdleReaders)
            {
                _idleReaders.Push(session);
                return;
            }
        }

        session.Dispose();
    }

    /// <summary>Closes the connections. Those that are rented are closed when they come back; the one that writes is waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_readerGate)
        {
            if (_disposed) return;
            _disposed = true;
        }

        await _writerTurn.WaitAsync().ConfigureAwait(false);
        _writer?.Dispose();
        _writer = null;
        _writerTurn.Release();
        while (_idleReaders.TryPop(out var reader)) reader.Dispose();
    }

    private static bool IsMemory(SqliteConnectionStringBuilder builder) =>
        builder.Mode == SqliteOpenMode.Memory
        || builder.DataSource.Length == 0
        || builder.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase)
        || (builder.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && builder.DataSource.Contains("mode=memory", StringComparison.OrdinalIgnoreCase));

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, _owner);
}
