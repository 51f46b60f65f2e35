using System.Data;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>
/// Brings a schema to the current version, step by step, under a lock of the whole database. Whoever comes while somebody else is at it waits, and finds the work done.
/// </summary>
/// <remarks>
/// The lock is tried again and again instead of waited for: a session that waits in a statement holds a snapshot, and an index that is built concurrently waits for all
/// snapshots; each would wait for the other, and the server would not notice.
/// </remarks>
internal sealed class PostgreSqlMigrator
{
    /// <summary>The key of the lock. Negative, so that no fence is taken for it.</summary>
    public const long LockKey = -4995722474398248961;

    private readonly NpgsqlDataSource _source;
    private readonly PostgreSqlEventStoreOptions _options;
    private readonly IReadOnlyList<PostgreSqlSchemaStep> _steps;
    private readonly PostgreSqlSchemaReader _reader;

    public PostgreSqlMigrator(NpgsqlDataSource source, PostgreSqlEventStoreOptions options, IReadOnlyList<PostgreSqlSchemaStep> steps)
    {
        _source = source;
        _options = options;
        _steps = steps;
        _reader = new PostgreSqlSchemaReader(new PostgreSqlNames(options.Schema), Current);
    }

    /// <summary>The version to which the steps lead.</summary>
    public int Current => _steps[^1].Version;

    /// <summary>The version of the database; 0 where it has none.</summary>
    public async ValueTask<int> GetVersionAsync(CancellationToken cancellationToken)
    {
        var connection = await _source.OpenOwnAsync(cancellationToken).ConfigureAwait(false);
        await using var c = connection.ConfigureAwait(false);
        return await _reader.ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds a store, and makes it or brings it up to date where the options allow that.</summary>
    public async Task<PostgreSqlStoreInfo> OpenAsync(CancellationToken cancellationToken)
    {
        var version = await GetVersionAsync(cancellationToken).ConfigureAwait(false);
        RefuseLater(version);
        if (version < Current)
        {
            RefuseUnlessAllowed(version);
            await ApplyAsync(cancellationToken).ConfigureAwait(false);
        }

        var info = await ReadInfoAsync(cancellationToken).ConfigureAwait(false);
        RefuseOther(info);
        return info;
    }

    /// <summary>Applies the steps that are missing.</summary>
    /// <returns>How many this call has applied.</returns>
    public async ValueTask<int> ApplyAsync(CancellationToken cancellationToken)
    {
        for (var applied = 0; ;)
        {
            var version = await GetVersionAsync(cancellationToken).ConfigureAwait(false);
            RefuseLater(version);
            if (version == Current) return applied;
            try
            {
                var steps = await TryApplyNextAsync(cancellationToken).ConfigureAwait(false);
                applied += steps;
                if (steps == 0) await Task.Delay(Random.Shared.Next(20, 200), cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                throw MayNotCreate(version, e);
            }
        }
    }

    /// <summary>Compares the schema with what it should be.</summary>
    public async ValueTask<PostgreSqlSchemaReport> VerifyAsync(CancellationToken cancellationToken)
    {
        var connection = await _source.OpenOwnAsync(cancellationToken).ConfigureAwait(false);
        await using var c = connection.ConfigureAwait(false);
        var version = await _reader.ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false);
        RefuseLater(version);
        if (version == 0) return new PostgreSqlSchemaReport(0, [$"The database has no event store in the schema '{_options.Schema}'. Check database and schema, or make it by PostgreSqlSchema.ApplyAsync."]);
        if (version < Current)
        {
            return new PostgreSqlSchemaReport(
                version,
                [$"The schema '{_options.Schema}' has version {version} of {Current}. Bring it up to date by PostgreSqlSchema.ApplyAsync, or with what PostgreSqlSchema.Script({version}) gives; the rest is compared then."]);
        }

        var info = await _reader.ReadInfoAsync(connection, cancellationToken).ConfigureAwait(false);
        var layout = PostgreSqlLayout.Of(_reader.Names, info);
        var differences = await PostgreSqlVerification.FindAsync(connection, layout, info, _steps, cancellationToken).ConfigureAwait(false);
        if (DifferenceOf(info) is { } difference) differences.Insert(0, $"The options do not fit the store: {difference}. Leave the option null, or import the events into a new store that has it.");
        return new PostgreSqlSchemaReport(version, differences);
    }

    // How many steps: none where somebody else has the lock, or has done the work. A new store is made at once, up to an index that cannot be built in a transaction: who opens it meanwhile finds
    // nothing, and never an earlier version that he would have to be allowed to bring up to date.
    private async ValueTask<int> TryApplyNextAsync(CancellationToken cancellationToken)
    {
        var connection = await _source.OpenOwnAsync(cancellationToken).ConfigureAwait(false);
        await using var c = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        if (!await TryLockAsync(connection, cancellationToken).ConfigureAwait(false)) return 0;

        var version = await _reader.ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false);
        RefuseLater(version);
        if (version == Current) return 0;
        if (version == 0) await PrepareAsync(connection, cancellationToken).ConfigureAwait(false);
        var layout = version == 0 ? PostgreSqlLayout.Of(_options) : await LayoutAsync(connection, cancellationToken).ConfigureAwait(false);
        var applied = 0;
        do
        {
            await ApplyAsync(connection, _steps[version + applied], layout, cancellationToken).ConfigureAwait(false);
            applied++;
        }
        while (version == 0 && applied < Current && _steps[applied].ConcurrentIndex is null);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return applied;
    }

    private async ValueTask ApplyAsync(NpgsqlConnection connection, PostgreSqlSchemaStep step, PostgreSqlLayout layout, CancellationToken cancellationToken)
    {
        var sql = step.Sql(layout);
        if (PostgreSqlGuard.Find(sql) is { } found)
        {
            throw new InvalidOperationException(
                $"Step {step.Version} of the schema ({step.Description}) was not run: a step only adds, and '{found.Word}' takes away or changes what is there. The statement: {found.Statement}");
        }

        if (step.ConcurrentIndex is { } index)
        {
            // The portal of the last query keeps its snapshot in this transaction until another takes its place, and the index would wait for it. SET takes none.
            await RunAsync(connection, ["SET LOCAL statement_timeout = 0"], cancellationToken).ConfigureAwait(false);
            await BuildIndexAsync(index, sql, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await RunAsync(connection, PostgreSqlStatements.Split(sql), cancellationToken).ConfigureAwait(false);
        }

        var record = new NpgsqlCommand($"INSERT INTO {_reader.Names.SchemaVersion} (version, description, applied_at) VALUES ($1, $2, now())", connection)
        {
            Parameters = { new NpgsqlParameter<int> { TypedValue = step.Version }, new NpgsqlParameter<string> { TypedValue = step.Description } },
        };
        await using var r = record.ConfigureAwait(false);
        await record.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    // On a connection of its own, since it cannot be done in a transaction; the one that holds the lock waits without a snapshot. What a crash left of an earlier attempt is an
    // index that is not valid: it serves no reading, holds no data, and is built anew.
    private async ValueTask BuildIndexAsync(string index, string sql, CancellationToken cancellationToken)
    {
        var connection = await _source.OpenOwnAsync(cancellationToken).ConfigureAwait(false);
        await using var c = connection.ConfigureAwait(false);
        var valid = await _reader.IsIndexValidAsync(connection, index, cancellationToken).ConfigureAwait(false);
        if (valid == true) return;
        if (valid == false) await RunAsync(connection, [$"DROP INDEX CONCURRENTLY {_reader.Names.Of(index)}"], cancellationToken).ConfigureAwait(false);
        await RunAsync(connection, PostgreSqlStatements.Split(sql), cancellationToken).ConfigureAwait(false);
    }

    // The schema is not asked for where it is there: the right to make schemas is checked even where there is nothing to make.
    private async ValueTask PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<string> statements = [PostgreSqlSchemaScript.VersionTable(_reader.Names)];
        if (!await _reader.SchemaExistsAsync(connection, cancellationToken).ConfigureAwait(false)) statements.Insert(0, $"CREATE SCHEMA {_reader.Names.QuotedSchema}");
        await RunAsync(connection, statements, cancellationToken).ConfigureAwait(false);
    }

    internal static async ValueTask<bool> TryLockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await RunAsync(connection, ["SET LOCAL statement_timeout = 0", "SET LOCAL idle_in_transaction_session_timeout = 0"], cancellationToken).ConfigureAwait(false);
        var command = new NpgsqlCommand($"SELECT pg_try_advisory_xact_lock({LockKey})", connection);
        await using var d = command.ConfigureAwait(false);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }

    internal static async ValueTask RunAsync(NpgsqlConnection connection, IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await using var d = command.ConfigureAwait(false);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<PostgreSqlStoreInfo> ReadInfoAsync(CancellationToken cancellationToken)
    {
        var connection = await _source.OpenOwnAsync(cancellationToken).ConfigureAwait(false);
        await using var c = connection.ConfigureAwait(false);
        return await _reader.ReadInfoAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<PostgreSqlLayout> LayoutAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        PostgreSqlLayout.Of(_reader.Names, await _reader.ReadInfoAsync(connection, cancellationToken).ConfigureAwait(false));

    private void RefuseLater(int version)
    {
        if (version <= Current) return;
        throw _reader.Fault(
            $"The schema '{_options.Schema}' has version {version}; this version of EventSourcing.PostgreSql knows versions up to {Current}. Use the version that wrote it, or a later one. Nothing was touched.",
            version);
    }

    private void RefuseUnlessAllowed(int version)
    {
        if (version == 0)
        {
            if (_options.SchemaCreation != PostgreSqlSchemaCreation.Never) return;
            throw _reader.Fault(
                $"The database has no event store in the schema '{_options.Schema}', and PostgreSqlEventStoreOptions.SchemaCreation is Never. Check database and Schema; or make the store by "
                + "PostgreSqlSchema.ApplyAsync, or by running what PostgreSqlSchema.Script gives with psql.",
                version);
        }

        if (_options.SchemaCreation == PostgreSqlSchemaCreation.Upgrade) return;
        throw _reader.Fault(
            $"The schema '{_options.Schema}' has version {version}; this version of EventSourcing.PostgreSql works with version {Current}. Bring it up to date by PostgreSqlSchema.ApplyAsync, by running "
            + $"what PostgreSqlSchema.Script({version}) gives with psql, or on first use with SchemaCreation = Upgrade. Steps only add: nodes that run the earlier version go on meanwhile.",
            version);
    }

    private void RefuseOther(PostgreSqlStoreInfo info)
    {
        if (DifferenceOf(info) is not { } difference) return;
        throw _reader.Fault(
            $"The options of the store in the schema '{_options.Schema}' do not fit: {difference}. This is decided when the schema is made. Leave the option null, or import the events into a new store that has it.",
            Current);
    }

    private string? DifferenceOf(PostgreSqlStoreInfo info) =>
        _options.PayloadType is { } type && type != info.PayloadType ? $"PayloadType is {type}, and the store has {info.PayloadType}"
        : _options.Partitions is { } partitions && partitions != info.Partitions ? $"Partitions is {partitions}, and the store has {info.Partitions}"
        : _options.RowLevelSecurity is { } security && security != info.RowLevelSecurity ? $"RowLevelSecurity is {security}, and that of the store is {info.RowLevelSecurity}"
        : null;

    private PostgreSqlSchemaException MayNotCreate(int version, PostgresException cause) => _reader.Fault(
        $"The role may not {(version == 0 ? "make" : "change")} the schema '{_options.Schema}': {cause.MessageText}. Let an owner run what PostgreSqlSchema.Script({version}) gives with psql, and then what "
        + "PostgreSqlSchema.Grants gives for this role, which needs no right to create anything; or give the role CREATE on the database.",
        version,
        cause);
}
