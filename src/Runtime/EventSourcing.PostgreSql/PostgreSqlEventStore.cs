using EventSourcing.Diagnostics;
using EventSourcing.PostgreSql;
using EventSourcing.PostgreSql.ReadModels;
using EventSourcing.Serialization;
using EventSourcing.Storage;
using Npgsql;

namespace EventSourcing;

/// <summary>A store in a PostgreSQL database, which any number of threads and processes may use at once.</summary>
/// <remarks>
/// <para>
/// The schema is checked, and made where <see cref="PostgreSqlEventStoreOptions.SchemaCreation"/> allows it, on first use; constructing a store does no I/O. Appends never wait for
/// each other unless they go to the same stream, or meet at a tag. Those that come while others are under way are sent together, as one statement and one commit.
/// </para>
/// <para>
/// A data source of <see cref="NpgsqlSlimDataSourceBuilder"/> needs its <see cref="NpgsqlSlimDataSourceBuilder.EnableArrays"/>: without it the first use fails with an <see cref="EventStoreException"/> that says so.
/// </para>
/// </remarks>
public sealed partial class PostgreSqlEventStore
{
    /// <summary>Measures what these stores do.</summary>
    internal static readonly StoreMeter Meter = new("postgresql");

    private readonly PostgreSqlDatabase _database;
    private readonly FlushPace _pace;
    private readonly GroupAppender _appender;
    private readonly GroupCommitter<AppendRequest, AppendResult> _committer;
    private readonly AtomicAppender _atomic;
    private readonly GroupCommitter<AtomicRequest, IReadOnlyList<AppendResult>> _atomicCommitter;
    private readonly PostgreSqlFeedSignal _signal;
    private readonly PostgreSqlCheckpointStore _checkpoints;
    private readonly PostgreSqlLeaseStore _leases;
    private volatile bool _disposed;

    /// <summary>Makes a store. The server is not asked before its first use.</summary>
    /// <param name="dataSource">Where the database is. It stays the caller's: disposing the store leaves it open.</param>
    /// <param name="catalog">The events that the store knows.</param>
    /// <param name="options">How it works; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The data source has <c>Multiplexing=true</c>.</exception>
    public PostgreSqlEventStore(NpgsqlDataSource dataSource, EventCatalog catalog, PostgreSqlEventStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        if (new NpgsqlConnectionStringBuilder(dataSource.ConnectionString).Multiplexing)
            throw new ArgumentException("The data source has Multiplexing=true, with which statements cannot be prepared and a transaction has no connection of its own. Give the store a data source without it.", nameof(dataSource));
        options ??= new PostgreSqlEventStoreOptions();
        _database = new PostgreSqlDatabase(dataSource, new EventSerializer(catalog), options);
        _signal = new PostgreSqlFeedSignal(_database, TimeProvider.System);
        var (sender, stored) = (new AppendSender(_database.Connections), new StoredAppends(dataSource, _database.Names));
        _pace = new FlushPace(Math.Min(options.MaxFlushers, Math.Max(1, _database.Connections.PoolSize / 2)));
        _appender = new GroupAppender(_database, sender, stored, _signal.Appended, Observe);
        _atomic = new AtomicAppender(_database, sender, stored, _signal.Appended);
        _committer = new GroupCommitter<AppendRequest, AppendResult>(_appender.FlushAsync, options.MaxGroupedEvents, _pace.Flushers, typeof(PostgreSqlEventStore)) { FullGroupFlushers = _pace.FullGroupFlushers };
        _checkpoints = new PostgreSqlCheckpointStore(_database, ThrowIfDisposed);
        _leases = new PostgreSqlLeaseStore(_database, _signal);
        ReadModelSchema = new PostgreSqlReadModelSchema(_database.ReadModels);

        // Each goes by itself and at once.
        _atomicCommitter = new GroupCommitter<AtomicRequest, IReadOnlyList<AppendResult>>(_atomic.FlushAsync, maxWeight: 1, flushers: int.MaxValue, typeof(PostgreSqlEventStore));
    }

    /// <summary>The data source, where it was made for the store alone and is disposed of with it.</summary>
    internal NpgsqlDataSource? OwnedDataSource { get; init; }

    /// <summary>The connections that are kept for a moment, for tests that break them.</summary>
    internal PostgreSqlKeptConnections Connections => _database.Connections;

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        var append = PreparedAppend.Create(_database.Serializer, stream, expected, events);
        return Meter.AppendAsync(append, this, static (store, append, token) => store.OpenAndSubmitAsync(append, token), cancellationToken);
    }

    /// <summary>Waits for the appends that are under way. Readings that go on fail with <see cref="ObjectDisposedException"/>. The data source stays open.</summary>
    /// <returns>A task that ends when nothing is under way.</returns>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _committer.DisposeAsync().ConfigureAwait(false);
        await _atomicCommitter.DisposeAsync().ConfigureAwait(false);
        _appender.Dispose();
        _atomic.Dispose();
        await _signal.DisposeAsync().ConfigureAwait(false);
        _database.Dispose();
        if (OwnedDataSource is { } owned) await owned.DisposeAsync().ConfigureAwait(false);
    }

    private ValueTask<AppendResult> OpenAndSubmitAsync(PreparedAppend append, CancellationToken cancellationToken)
    {
        var opening = _database.OpenAsync(cancellationToken);
        return opening.IsCompletedSuccessfully ? SubmitAsync(opening.Result, append, cancellationToken) : AppendAfterAsync(opening, append, cancellationToken);
    }

    private async ValueTask<AppendResult> AppendAfterAsync(ValueTask<PostgreSqlStoreInfo> opening, PreparedAppend append, CancellationToken cancellationToken) =>
        await SubmitAsync(await opening.ConfigureAwait(false), append, cancellationToken).ConfigureAwait(false);

    private ValueTask<AppendResult> SubmitAsync(PostgreSqlStoreInfo info, PreparedAppend append, CancellationToken cancellationToken)
    {
        var weight = AppendLimits.Check([append], info);
        return _committer.SubmitAsync(new AppendRequest(append, PostgreSqlScope.TenantOf(info)), weight, cancellationToken);
    }

    /// <summary>Learns from a flush how many at once are good.</summary>
    private void Observe(TimeSpan total, TimeSpan executing)
    {
        _pace.Observe(total, executing);
        _committer.Flushers = _pace.Flushers;
        _committer.FullGroupFlushers = _pace.FullGroupFlushers;
    }

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);
}
