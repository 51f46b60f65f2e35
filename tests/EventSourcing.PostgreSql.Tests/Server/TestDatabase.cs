using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>A database of one test or fixture. Disposing closes what was opened with <see cref="DataSource"/>, and drops it.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly Lazy<NpgsqlDataSource> _dataSource;

    public TestDatabase(PostgreSqlServer server, string name)
    {
        Server = server;
        Name = name;
        _dataSource = new Lazy<NpgsqlDataSource>(() => NpgsqlDataSource.Create(ConnectionString));
    }

    public PostgreSqlServer Server { get; }

    public string Name { get; }

    /// <summary>How to connect to it as the superuser.</summary>
    public string ConnectionString => Server.ConnectionString(Name);

    /// <summary>A data source that this database disposes.</summary>
    public NpgsqlDataSource DataSource => _dataSource.Value;

    /// <summary>Runs statements.</summary>
    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The tests write their own SQL.")]
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first value of a query's first row.</summary>
    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The tests write their own SQL.")]
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_dataSource.IsValueCreated) await _dataSource.Value.DisposeAsync();
        await Server.ExecuteAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
    }
}
