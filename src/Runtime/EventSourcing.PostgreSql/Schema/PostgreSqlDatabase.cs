using EventSourcing.PostgreSql.ReadModels;
using EventSourcing.Serialization;
using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>What the parts of a store share: the data source, which is the caller's to dispose, the names, the event types, and the schema, which is checked on first use.</summary>
internal sealed class PostgreSqlDatabase : IDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly PostgreSqlMigrator _migrator;
    private volatile PostgreSqlStoreInfo? _info;

    public PostgreSqlDatabase(NpgsqlDataSource source, EventSerializer serializer, PostgreSqlEventStoreOptions options)
        : this(source, serializer, options, PostgreSqlSchemaSteps.All)
    {
    }

    /// <summary>The same with other steps, for tests of what comes in later versions.</summary>
    internal PostgreSqlDatabase(NpgsqlDataSource source, EventSerializer serializer, PostgreSqlEventStoreOptions options, IReadOnlyList<PostgreSqlSchemaStep> steps)
    {
        Source = source;
        Serializer = serializer;
        Options = options;
        Names = new PostgreSqlNames(options.Schema);
        Connections = new PostgreSqlKeptConnections(source, TimeProvider.System);
        Types = new PostgreSqlEventTypes(Connections, Names, serializer);
        ReadModels = new PostgreSqlReadModels(this);
        _migrator = new PostgreSqlMigrator(source, options, steps);
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>Connections for what comes often: they are not reset in between.</summary>
    public PostgreSqlKeptConnections Connections { get; }

    public EventSerializer Serializer { get; }

    public PostgreSqlEventStoreOptions Options { get; }

    public PostgreSqlNames Names { get; }

    public PostgreSqlEventTypes Types { get; }

    /// <summary>The read models.</summary>
    public PostgreSqlReadModels ReadModels { get; }

    /// <summary>Checks the schema, and makes it where that is allowed, unless that is done. A failure is not kept: the next call tries again.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What the store is.</returns>
    /// <exception cref="PostgreSqlSchemaException">The schema is absent, older, later or other than the options say, or may not be made.</exception>
    /// <exception cref="EventStoreException">The server failed, or cannot be reached.</exception>
    public ValueTask<PostgreSqlStoreInfo> OpenAsync(CancellationToken cancellationToken) =>
        _info is { } info ? ValueTask.FromResult(info) : new ValueTask<PostgreSqlStoreInfo>(OpenOnceAsync(cancellationToken));

    /// <summary>Ends what the database owns; the connections that it has kept go back to the pool.</summary>
    public void Dispose()
    {
        Connections.Dispose();
        _opening.Dispose();
    }

    private async Task<PostgreSqlStoreInfo> OpenOnceAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _info ??= await OpenTwiceAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
        {
            throw PostgreSqlErrors.Translate(e, "Opening the event store", outcomeUnknown: false);
        }
        finally
        {
            _opening.Release();
        }
    }

    // The pool is the caller's: its connections may be older than the server. All that is done here may be done again.
    private async ValueTask<PostgreSqlStoreInfo> OpenTwiceAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgreSqlErrors.IsConnectionLost(e))
        {
            Source.Clear();
            return await FindAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<PostgreSqlStoreInfo> FindAsync(CancellationToken cancellationToken)
    {
        await RequireArraysAsync(cancellationToken).ConfigureAwait(false);
        return await _migrator.OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    // Nothing but an attempt tells whether a data source can send arrays, and the first append would fail with a message that names neither the data source nor the way out.
    private async ValueTask RequireArraysAsync(CancellationToken cancellationToken)
    {
        var connection = await Source.OpenOwnAsync(cancellationToken).ConfigureAwait(false);
        await using var c = connection.ConfigureAwait(false);
        var command = new NpgsqlCommand("SELECT $1", connection) { Parameters = { new NpgsqlParameter<int[]> { TypedValue = [], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer } } };
        await using var d = command.ConfigureAwait(false);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidCastException e)
        {
            throw new EventStoreException(
                $"Opening the event store in the schema '{Options.Schema}' failed: its data source cannot send arrays. One that an NpgsqlSlimDataSourceBuilder has made can after EnableArrays() of that builder. ({e.Message})",
                outcomeUnknown: false,
                isTransient: false,
                e);
        }
    }
}
