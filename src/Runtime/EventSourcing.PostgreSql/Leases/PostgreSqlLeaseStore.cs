using EventSourcing.PostgreSql;
using EventSourcing.Serialization;
using EventSourcing.Storage;
using Npgsql;

namespace EventSourcing;

/// <summary>Leases in a PostgreSQL database, beside the events of a <see cref="PostgreSqlEventStore"/> of the same schema. They expire by the server's clock, whatever those of its clients say.</summary>
/// <remarks>
/// The schema is checked, and made where <see cref="PostgreSqlEventStoreOptions.SchemaCreation"/> allows it, on first use. Every operation is one statement and holds no connection afterwards, so it
/// works behind a pooler.
/// </remarks>
#pragma warning disable CA1001 // What it owns holds no connection, and nothing else that has to be given back: a semaphore that nobody waits for by a handle.
public sealed partial class PostgreSqlLeaseStore : ILeaseStore, ILeaseSignal
#pragma warning restore CA1001
{
    private const int MostContentions = 20;

    private readonly PostgreSqlDatabase _database;

    // Of the event store that it belongs to.
    private readonly PostgreSqlFeedSignal? _signal;
    private readonly LeaseListeners _listeners = new();
    private readonly string _acquire;
    private readonly string _extend;
    private readonly string _extendMany;
    private readonly string _list;
    private readonly string _release;

    /// <summary>Makes a store. The server is not asked before its first use.</summary>
    /// <param name="dataSource">Where the database is. It stays the caller's to dispose.</param>
    /// <param name="options">As of the event store in the same schema; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dataSource"/> is <see langword="null"/>.</exception>
    public PostgreSqlLeaseStore(NpgsqlDataSource dataSource, PostgreSqlEventStoreOptions? options = null)
        : this(DatabaseOf(dataSource, options))
    {
    }

    /// <summary>Makes one in the database of an event store.</summary>
    internal PostgreSqlLeaseStore(PostgreSqlDatabase database, PostgreSqlFeedSignal? signal = null)
    {
        (_database, _signal) = (database, signal);
        var leases = _database.Names.Leases;

        // The clock is read again after the row was waited for.
        _acquire = $"""
            INSERT INTO {leases} AS l (name, owner, token, expires_at) VALUES ($1, $2, 1, clock_timestamp() + $3)
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, token = l.token + 1, expires_at = clock_timestamp() + $3 WHERE l.owner IS NULL OR l.expires_at <= clock_timestamp()
            RETURNING token, expires_at
            """;
        _extend = $"UPDATE {leases} SET expires_at = clock_timestamp() + $4 WHERE name = $1 AND owner = $2 AND token = $3 AND expires_at > clock_timestamp() RETURNING token, expires_at";
        _extendMany = $"""
            UPDATE {leases} AS l SET expires_at = clock_timestamp() + $4 FROM unnest($1, $2, $3) AS e (name, owner, token)
            WHERE l.name = e.name AND l.owner = e.owner AND l.token = e.token AND l.expires_at > clock_timestamp()
            RETURNING l.name, l.owner, l.token, l.expires_at
            """;
        _list = $"SELECT name, owner, token, expires_at FROM {leases} WHERE owner IS NOT NULL AND expires_at > clock_timestamp() AND starts_with(name, $1)";

        // The row stays, so that tokens go on.
        _release = $"UPDATE {leases} SET owner = NULL WHERE name = $1 AND owner = $2 AND token = $3 AND expires_at > clock_timestamp() RETURNING token, expires_at";
    }

    /// <inheritdoc/>
    public ValueTask<Lease?> TryAcquireAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        LeaseRequest.Require(name, owner, duration);
        return SendAsync($"Taking the lease '{name}'", name, owner, _acquire, p => p.With(name).With(owner).With(duration), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Lease?> ExtendAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        LeaseRequest.Require(lease, duration);
        return SendAsync($"Extending the lease '{lease.Name}'", lease.Name, lease.Owner, _extend, p => p.With(lease.Name).With(lease.Owner).With(lease.Token).With(duration), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return await SendAsync($"Releasing the lease '{lease.Name}'", lease.Name, lease.Owner, _release, p => p.With(lease.Name).With(lease.Owner).With(lease.Token), cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The leases of an event store (<see cref="ITransactionalEventStore.Leases"/>) tell other processes by <c>NOTIFY</c>, as the store tells of appends, and hear on the same connection. A store of leases that
    /// was made by itself, and leases of an event store that tells nobody, tell those who listen to the same object.
    /// </remarks>
    public void Announce()
    {
        if (_signal is null) _listeners.Tell();
        else _signal.LeasesReleased();
    }

    /// <inheritdoc/>
    public async ValueTask<IDisposable> ListenAsync(Action onAnnounced, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(onAnnounced);
        return _signal is null ? _listeners.Add(onAnnounced) : _signal.Listen(await _database.OpenAsync(cancellationToken).ConfigureAwait(false), onAnnounced);
    }

    private static PostgreSqlDatabase DatabaseOf(NpgsqlDataSource dataSource, PostgreSqlEventStoreOptions? options)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return new PostgreSqlDatabase(dataSource, new EventSerializer(new EventCatalog([], [])), options ?? new PostgreSqlEventStoreOptions());
    }

    private async ValueTask<Lease?> SendAsync(string work, string name, string owner, string sql, Action<NpgsqlParameterCollection> parameters, CancellationToken cancellationToken)
    {
        var leases = await SendAsync(work, sql, parameters, reader => new Lease(name, owner, reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1)), cancellationToken).ConfigureAwait(false);
        return leases.Count > 0 ? leases[0] : null;
    }

    private async ValueTask<List<Lease>> SendAsync(string work, string sql, Action<NpgsqlParameterCollection> parameters, Func<NpgsqlDataReader, Lease> lease, CancellationToken cancellationToken)
    {
        await _database.OpenAsync(cancellationToken).ConfigureAwait(false);
        for (var contentions = 0; ; contentions++)
        {
            var sent = false;
            try
            {
                var connection = await _database.Source.OpenOwnAsync(cancellationToken).ConfigureAwait(false);
                await using var c = connection.ConfigureAwait(false);
                var command = new NpgsqlCommand { Connection = connection };
                await using var d = command.ConfigureAwait(false);
#pragma warning disable CA2100 // The text is one of this class, with a schema name that was checked.
                command.CommandText = sql;
#pragma warning restore CA2100
                parameters(command.Parameters);
                sent = true;
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using var r = reader.ConfigureAwait(false);
                var leases = new List<Lease>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) leases.Add(lease(reader));

                // Rows come before the commit: only the end of the command says that it is done.
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                return leases;
            }
            catch (PostgresException e) when (PostgreSqlErrors.IsContention(e) && contentions < MostContentions)
            {
                // Where the server's default isolation is higher, two that ask at once meet here.
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                throw Fault(e, work, sent);
            }
        }
    }

    private static EventStoreException Fault(Exception cause, string work, bool sent)
    {
        var fault = PostgreSqlErrors.Translate(cause, work, outcomeUnknown: false);
        return sent && cause is not PostgresException { InvariantSeverity: "ERROR" }
            ? new EventStoreException($"{fault.Message} Whether it was done is unknown: at worst nobody has the lease until it expires.", outcomeUnknown: true, fault.IsTransient, cause)
            : fault;
    }
}
