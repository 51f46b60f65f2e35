using System.Globalization;
using EventSourcing.PostgreSql.Tests;
using Npgsql;

namespace Benchmarks.PostgreSql;

/// <summary>A server of this run's own, durable: fsync and synchronous_commit are on.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private const int MaxConnections = 600;
    private readonly PostgreSqlServer _server;
    private int _databases;

    private BenchServer(PostgreSqlServer server, int postmaster)
    {
        _server = server;
        Postmaster = postmaster;
    }

    /// <summary>The id of the server's first process.</summary>
    public int Postmaster { get; }

    /// <summary>Starts it.</summary>
    /// <param name="preload">A library that each of its processes loads, such as the one that slows the disk down; <see langword="null"/> for none.</param>
    public static async Task<BenchServer> StartAsync(string? preload)
    {
        Environment.SetEnvironmentVariable("LD_PRELOAD", preload);
        var server = await PostgreSqlServer.CreateAsync(durable: true, new Dictionary<string, string>
        {
            ["max_connections"] = MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["shared_buffers"] = "1GB",
            ["synchronous_commit"] = "on",

            // No checkpoint falls into a round: each line begins with one.
            ["max_wal_size"] = "16GB",
            ["checkpoint_timeout"] = "1h",

            // Vacuum would come at one side's expense or another's.
            ["autovacuum"] = "off",
        });
        Environment.SetEnvironmentVariable("LD_PRELOAD", null);
        var folder = await ScalarAsync(server.ConnectionString(), "show data_directory");
        var postmaster = int.Parse(File.ReadLines(Path.Combine(folder, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        return new BenchServer(server, postmaster);
    }

    /// <summary>What a reader of the figures has to know about it.</summary>
    public async Task<string> DescribeAsync()
    {
        string[] names = ["server_version", "fsync", "synchronous_commit", "wal_sync_method", "full_page_writes", "shared_buffers", "max_wal_size", "autovacuum", "jit"];
        var settings = new List<string>();
        foreach (var name in names) settings.Add($"{name} {await ScalarAsync(_server.ConnectionString(), $"show {name}")}");
        return "PostgreSQL: " + string.Join(", ", settings);
    }

    /// <summary>An empty database, whose texts are compared by their bytes.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"bench_{++_databases}";
        var provider = PostgreSqlBinaries.Default.MajorVersion >= 15 ? "locale_provider libc" : "";
        await _server.ExecuteAsync($"create database {name} template template0 {provider} locale 'C'");
        return _server.ConnectionString(name);
    }

    /// <summary>Writes out what is in memory, so that the next round does not pay for the last.</summary>
    public Task CheckpointAsync() => _server.ExecuteAsync("checkpoint");

    /// <summary>Runs a statement in a database of it.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = await OpenAsync(connectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The streams of a side, as its query tells them, with what is wrong about them.</summary>
    /// <exception cref="InvalidOperationException">A stream has a gap, or another number of events is stored than was acknowledged.</exception>
    public static async Task VerifyAsync(string connectionString, IBenchSide side, long acknowledged)
    {
        await using var connection = await OpenAsync(connectionString);
        await using var command = new NpgsqlCommand(
            $"select coalesce(sum(events), 0)::bigint, count(*) filter (where lowest <> 1 or highest <> events) from ({side.StreamsQuery}) as s (stream, events, lowest, highest)", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (stored, broken) = (reader.GetInt64(0), reader.GetInt64(1));
        if (stored != acknowledged || broken > 0)
            throw new InvalidOperationException($"{side.GetType().Name} has acknowledged {acknowledged} events and stored {stored}; {broken} streams have gaps.");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<string> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = await OpenAsync(connectionString);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
