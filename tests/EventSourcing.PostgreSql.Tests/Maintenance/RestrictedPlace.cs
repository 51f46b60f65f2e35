using System.Globalization;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Maintenance;

/// <summary>A database whose stores have row-level security, belong to the superuser, and are used by roles that have what <see cref="PostgreSqlSchema.Grants"/> gives.</summary>
internal sealed class RestrictedPlace : IAsyncDisposable
{
    private const string Appender = "maintenance_appender";
    private const string Maintainer = "maintenance_maintainer";

    private readonly TestDatabase _database;
    private readonly NpgsqlDataSource _appending;
    private readonly NpgsqlDataSource _maintaining;
    private int _schemas;

    private RestrictedPlace(TestDatabase database)
    {
        _database = database;
        _appending = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = Appender });
        _maintaining = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = Maintainer });
    }

    public static async Task<RestrictedPlace> MakeAsync()
    {
        var database = await TestServer.CreateDatabaseAsync();
        await database.ExecuteAsync($"CREATE ROLE {Appender} LOGIN; CREATE ROLE {Maintainer} LOGIN");
        return new RestrictedPlace(database);
    }

    /// <summary>Opens a new store as a role that may append, and remove events or not.</summary>
    public async ValueTask<PostgreSqlEventStore> OpenAsync(EventCatalog catalog, bool maintenance)
    {
        var options = new PostgreSqlEventStoreOptions { Schema = string.Create(CultureInfo.InvariantCulture, $"restricted_{Interlocked.Increment(ref _schemas)}"), RowLevelSecurity = true };
        var schema = new PostgreSqlSchema(_database.DataSource, options);
        await schema.ApplyAsync();
        await _database.ExecuteAsync(schema.Grants(maintenance ? Maintainer : Appender, maintenance));
        return new PostgreSqlEventStore(maintenance ? _maintaining : _appending, catalog, options with { SchemaCreation = PostgreSqlSchemaCreation.Never });
    }

    public async ValueTask DisposeAsync()
    {
        await _appending.DisposeAsync();
        await _maintaining.DisposeAsync();
        await _database.DisposeAsync();
        await _database.Server.ExecuteAsync($"DROP ROLE {Appender}; DROP ROLE {Maintainer}");
    }
}
