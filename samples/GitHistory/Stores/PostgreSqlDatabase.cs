using EventSourcing;
using Npgsql;

namespace GitHistory.Stores;

/// <summary>A schema of a PostgreSQL database.</summary>
internal sealed class PostgreSqlDatabase : IHistoryStore
{
    /// <summary>What <c>--store</c> says for it.</summary>
    public const string Word = "postgres";

    /// <summary>The variable that may hold the connection string.</summary>
    public const string ConnectionVariable = "GIT_HISTORY_CONNECTION";

    /// <summary>The schema where none is named.</summary>
    public const string DefaultSchema = "git_history";

    private readonly NpgsqlConnectionStringBuilder _connection;
    private readonly PostgreSqlEventStoreOptions _options;

    private PostgreSqlDatabase(NpgsqlConnectionStringBuilder connection, PostgreSqlEventStoreOptions options)
    {
        _connection = connection;
        _options = options;
    }

    public string Name => $"{_connection.Host}:{_connection.Port}/{_connection.Database ?? _connection.Username}/{_options.Schema}";

    public string HowToNameAnother => "name another schema with --schema";

    /// <summary>The store that the command line and the environment name.</summary>
    /// <param name="connection">A connection string; <see langword="null"/> for that of the environment.</param>
    /// <param name="schema">A schema.</param>
    /// <exception cref="HistoryException">They are no connection string and no name of a schema.</exception>
    public static PostgreSqlDatabase Of(string? connection, string schema)
    {
        try
        {
            return new PostgreSqlDatabase(Connection(connection), new PostgreSqlEventStoreOptions { Schema = schema });
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw new HistoryException($"PostgreSQL cannot be reached with what --connection, {ConnectionVariable}, PGPORT and --schema say: {e.Message}");
        }
    }

    public async Task<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        await using var source = DataSource();
        return await new PostgreSqlSchema(source, _options).GetVersionAsync(cancellationToken) > 0;
    }

    public History Open()
    {
        var source = DataSource();
        return History.Of(new PostgreSqlEventStore(source, DomainEvents.Catalog, _options), source);
    }

    /// <summary>Its tables and their indexes.</summary>
    public async Task<long> MeasureAsync(CancellationToken cancellationToken)
    {
        const string sql = "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'm')";
        await using var source = DataSource();
        try
        {
            await using var command = source.CreateCommand(sql);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _options.Schema });
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
        catch (NpgsqlException e)
        {
            throw new HistoryException($"The size of '{Name}' cannot be measured: {e.Message}");
        }
    }

    /// <summary>What is asked for, else what the environment says, to this program or to psql and all of its kind.</summary>
    private static NpgsqlConnectionStringBuilder Connection(string? asked)
    {
        var given = asked ?? Variable(ConnectionVariable);
        var connection = new NpgsqlConnectionStringBuilder(given ?? "") { ApplicationName = "git-history" };
        if (given is null)
        {
            if (Variable("PGPORT") is { } port) connection.Port = int.Parse(port, System.Globalization.CultureInfo.InvariantCulture);
            if (Variable("PGDATABASE") is { } database) connection.Database = database;
            connection.Host = Variable("PGHOST") ?? "localhost";
        }

        connection.Host ??= "localhost";
        connection.Username ??= Variable("PGUSER") ?? Environment.UserName;
        return connection;
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    // The slim one leaves out what this program has no use for, which keeps the native binary small.
    private NpgsqlDataSource DataSource() => new NpgsqlSlimDataSourceBuilder(_connection.ConnectionString).EnableArrays().EnableTransportSecurity().Build();
}
