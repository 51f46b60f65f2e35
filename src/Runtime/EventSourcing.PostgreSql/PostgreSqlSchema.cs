using EventSourcing.PostgreSql;
using Npgsql;

namespace EventSourcing;

/// <summary>The database schema of a <c>PostgreSqlEventStore</c>: makes it, brings it up to date, and checks it.</summary>
/// <remarks>
/// The schema is versioned, and each version only adds to the one before: no table, column or event is ever removed or rewritten. Any number of programs may call
/// <see cref="ApplyAsync"/> at once.
/// </remarks>
public sealed class PostgreSqlSchema
{
    private readonly PostgreSqlMigrator _migrator;
    private readonly PostgreSqlLayout _layout;
    private readonly string _readModelSchema;
    private readonly IReadOnlyList<PostgreSqlSchemaStep> _steps;

    /// <summary>Names a schema. The database is not touched.</summary>
    /// <param name="dataSource">The database; the caller's to dispose.</param>
    /// <param name="options">Which schema, and how it is made; <see langword="null"/> for the defaults.</param>
    public PostgreSqlSchema(NpgsqlDataSource dataSource, PostgreSqlEventStoreOptions? options = null)
        : this(dataSource, options, PostgreSqlSchemaSteps.All)
    {
    }

    /// <summary>The same with other steps, for tests of what comes in later versions.</summary>
    internal PostgreSqlSchema(NpgsqlDataSource dataSource, PostgreSqlEventStoreOptions? options, IReadOnlyList<PostgreSqlSchemaStep> steps)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        options ??= new PostgreSqlEventStoreOptions();
        _layout = PostgreSqlLayout.Of(options);
        _readModelSchema = options.ReadModelSchema ?? options.Schema;
        _steps = steps;
        _migrator = new PostgreSqlMigrator(dataSource, options, steps);
    }

    /// <summary>The version of the schema that this package works with.</summary>
    public static int CurrentVersion => PostgreSqlSchemaSteps.All[^1].Version;

    /// <summary>The version of the schema that the database has.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The version, from 1; 0 where there is no such schema.</returns>
    /// <exception cref="PostgreSqlSchemaException">The role may not read it.</exception>
    /// <exception cref="EventStoreException">The server failed, or cannot be reached.</exception>
    public ValueTask<int> GetVersionAsync(CancellationToken cancellationToken = default) =>
        GuardedAsync("Asking for the version of the schema", _migrator.GetVersionAsync(cancellationToken));

    /// <summary>Makes the schema, or brings it to <see cref="CurrentVersion"/>; does nothing where that is done. Whatever <see cref="PostgreSqlEventStoreOptions.SchemaCreation"/> says.</summary>
    /// <remarks>
    /// Steps are applied in order, one at a time in the whole database, each in a transaction and recorded in the table <c>schema_version</c>. A step that builds an index on a table that may be
    /// large does so beside running writers, takes a second connection of the pool, and can be resumed after a crash.
    /// </remarks>
    /// <param name="cancellationToken">Ends the waiting. Steps that are done stay; the one that is under way leaves nothing, or is resumed by the next call.</param>
    /// <returns>How many steps this call has applied.</returns>
    /// <exception cref="PostgreSqlSchemaException">The schema has a later version, or the role may not make it.</exception>
    /// <exception cref="EventStoreException">The server failed, or cannot be reached.</exception>
    public ValueTask<int> ApplyAsync(CancellationToken cancellationToken = default) => GuardedAsync("Applying the schema", _migrator.ApplyAsync(cancellationToken));

    /// <summary>Compares the schema with what it should be: tables, columns and their types, constraints, indexes and whether they are valid, functions, policies, partitions, the sequence.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The differences, if any.</returns>
    /// <exception cref="PostgreSqlSchemaException">The schema has a later version, or the role may not read it.</exception>
    /// <exception cref="EventStoreException">The server failed, or cannot be reached.</exception>
    public ValueTask<PostgreSqlSchemaReport> VerifyAsync(CancellationToken cancellationToken = default) => GuardedAsync("Verifying the schema", _migrator.VerifyAsync(cancellationToken));

    /// <summary>What <see cref="ApplyAsync"/> does, as a text for psql, for whoever keeps changes of databases in other hands. Running it twice does no harm.</summary>
    /// <remarks>
    /// What is decided when a schema is made, such as <see cref="PostgreSqlEventStoreOptions.Partitions"/>, comes from the options: for a schema that exists, give those that it was made with.
    /// </remarks>
    /// <param name="fromVersion">The version that the database has, 0 to <see cref="CurrentVersion"/>; 0, the default, gives all steps.</param>
    /// <returns>The text. It uses commands of psql (<c>psql -f</c>), and no other program can run it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fromVersion"/> is negative, or later than the current one.</exception>
    public string Script(int fromVersion = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromVersion);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fromVersion, _migrator.Current);
        return PostgreSqlSchemaScript.Of(_layout, _steps, fromVersion);
    }

    /// <summary>The statements by which an owner of the schema gives a role what a store needs, and no more: it can add events, and neither change nor remove one.</summary>
    /// <param name="role">The role, as PostgreSQL knows it, without quotes.</param>
    /// <param name="maintenance">Whether it may also remove events, which truncating and tombstoning streams takes.</param>
    /// <param name="readModels">
    /// The read models whose rows it may read and write, and whose tables must be there when the statements are run: those of its projections, and <see cref="DeliveryTables.All"/> where it runs
    /// subscriptions. Their schema is that of the options. A rebuild makes and renames tables, which takes their owner.
    /// </param>
    /// <returns>The statements.</returns>
    /// <exception cref="ArgumentException"><paramref name="role"/> is empty, or has the character U+0000.</exception>
    public string Grants(string role, bool maintenance = false, IReadOnlyList<ReadModelMapping>? readModels = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(role);
        if (role.Contains('\0')) throw new ArgumentException("The role's name has the character U+0000, which no role has.", nameof(role));
        return PostgreSqlSchemaScript.Grants(_layout, role, maintenance) + PostgreSqlSchemaScript.ReadModelGrants(_readModelSchema, role, readModels ?? []);
    }

    private static async ValueTask<T> GuardedAsync<T>(string work, ValueTask<T> task)
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
        {
            throw PostgreSqlErrors.Translate(e, work, outcomeUnknown: false);
        }
    }
}
