using EventSourcing.Sqlite;
using EventSourcing.Storage;

namespace EventSourcing;

/// <summary>Leases in a SQLite file, which any number of threads and processes of one machine may use at once; mostly the file of a <see cref="SqliteEventStore"/>.</summary>
/// <remarks>
/// The file is opened on first use, and made or brought to the current schema then. Leases expire by the clock of whoever asks: processes on one machine share it.
/// </remarks>
public sealed class SqliteLeaseStore : ILeaseStore, ILeaseSignal, IAsyncDisposable
{
    private static readonly SqliteQuery Acquire = new(
        """
        INSERT INTO es_leases (name, owner, token, expires_at) VALUES (?1, ?2, 1, ?3)
        ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, token = token + 1, expires_at = excluded.expires_at WHERE owner IS NULL OR expires_at <= ?4
        RETURNING token
        """);

    private static readonly SqliteQuery Extend = new("UPDATE es_leases SET expires_at = ?3 WHERE name = ?1 AND owner = ?2 AND token = ?5 AND expires_at > ?4");

    private static readonly SqliteQuery List = new("SELECT name, owner, token, expires_at FROM es_leases WHERE owner IS NOT NULL AND expires_at > ?1");

    // The row stays, so that tokens go on.
    private static readonly SqliteQuery Release = new("UPDATE es_leases SET owner = NULL WHERE name = ?1 AND owner = ?2 AND token = ?5 AND expires_at > ?4");

    private readonly LeaseListeners _listeners = new();
    private readonly SqliteEventStoreOptions _options;
    private readonly SqliteFile _file;
    private readonly bool _ownsFile;
    private volatile bool _disposed;

    /// <summary>Makes a store. The file is not touched before its first use.</summary>
    /// <param name="connectionString">A connection string of Microsoft.Data.Sqlite, such as <c>Data Source=bank.db</c>.</param>
    /// <param name="options">How it works: the clock, the time to wait for locks of the file, and when commits wait for the disk; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="connectionString"/> is empty, or no connection string.</exception>
    public SqliteLeaseStore(string connectionString, SqliteEventStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        _options = options ?? new SqliteEventStoreOptions();
        _file = new SqliteFile(connectionString, _options, typeof(SqliteLeaseStore));
        _ownsFile = true;
    }

    /// <summary>Makes one on the file of an event store, which closes it.</summary>
    internal SqliteLeaseStore(SqliteFile file, SqliteEventStoreOptions options) => (_file, _options) = (file, options);

    /// <inheritdoc/>
    public ValueTask<Lease?> TryAcquireAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        LeaseRequest.Require(name, owner, duration);
        return WriteAsync(
            $"Taking the lease '{name}'",
            (Self: this, name, owner, duration),
            static (session, q) =>
            {
                var (now, end) = q.Self.Times(q.duration);
                var query = session.Get(Acquire).Bind(1, q.name).Bind(2, q.owner).Bind(3, end).Bind(4, now);
                using var scope = query.Scope();
                return query.Step() ? new Lease(q.name, q.owner, query.Int64(0), Microseconds.FromUnix(end)) : null;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Lease?> ExtendAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        LeaseRequest.Require(lease, duration);
        return WriteAsync(
            $"Extending the lease '{lease.Name}'",
            (Self: this, lease, duration),
            static (session, q) =>
            {
                var (now, end) = q.Self.Times(q.duration);
                return Change(session, Extend, q.lease, now, end) ? q.lease with { ExpiresAt = Microseconds.FromUnix(end) } : null;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Lease?>> ExtendManyAsync(IReadOnlyList<Lease> leases, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        LeaseRequest.Require(leases, duration);
        return leases.Count == 0
            ? ValueTask.FromResult<IReadOnlyList<Lease?>>([])
            : WriteAsync<(SqliteLeaseStore Self, IReadOnlyList<Lease> Leases, TimeSpan Duration), IReadOnlyList<Lease?>>(
                $"Extending {leases.Count} leases",
                (this, leases, duration),
                static (session, q) =>
                {
                    var (now, end) = q.Self.Times(q.Duration);
                    return [.. q.Leases.Select(l => Change(session, Extend, l, now, end) ? l with { ExpiresAt = Microseconds.FromUnix(end) } : null)];
                },
                cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Lease>> ListAsync(string prefix, CancellationToken cancellationToken = default)
    {
        LeaseRequest.RequirePrefix(prefix);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _file.ReadAsync<(SqliteLeaseStore Self, string Prefix), IReadOnlyList<Lease>>(
            "Listing leases",
            (this, prefix),
            static (session, q) =>
            {
                var query = session.Get(List).Bind(1, q.Self.Times(default).Now);
                using var scope = query.Scope();
                var leases = new List<Lease>();
                while (query.Step())
                {
                    var name = query.Text(0);
                    if (name.StartsWith(q.Prefix, StringComparison.Ordinal)) leases.Add(new Lease(name, query.Text(1), query.Int64(2), Microseconds.FromUnix(query.Int64(3))));
                }

                leases.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
                return leases;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return WriteAsync($"Releasing the lease '{lease.Name}'", (Self: this, lease), static (session, q) => Change(session, Release, q.lease, q.Self.Times(default).Now, end: 0), cancellationToken);
    }

    /// <summary>Closes the connections. Leases that are held stay until they expire.</summary>
    /// <returns>A task that ends when the file is closed.</returns>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        return _ownsFile ? _file.DisposeAsync() : ValueTask.CompletedTask;
    }

    private static bool Change(SqliteSession session, SqliteQuery query, Lease lease, long now, long end)
    {
        var statement = session.Get(query).Bind(1, lease.Name).Bind(2, lease.Owner).Bind(4, now).Bind(5, lease.Token);
        if (end > 0) statement.Bind(3, end);
        return session.Change(statement) > 0;
    }

    private (long Now, long End) Times(TimeSpan duration)
    {
        var now = _options.TimeProvider.GetUtcNow();
        return (Microseconds.ToUnix(now), Microseconds.ToUnix(now + duration));
    }

    /// <inheritdoc/>
    /// <remarks>It tells those who listen to this object; other processes, and other objects for the file, ask now and then.</remarks>
    public void Announce() => _listeners.Tell();

    /// <inheritdoc/>
    public ValueTask<IDisposable> ListenAsync(Action onAnnounced, CancellationToken cancellationToken = default) => ValueTask.FromResult(_listeners.Add(onAnnounced));

    private ValueTask<TResult> WriteAsync<TState, TResult>(string work, TState state, Func<SqliteSession, TState, TResult> change, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _file.WriteAsync(work, state, change, ended: null, SqliteErrors.UnknownLease, cancellationToken);
    }
}
