using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>
/// A PostgreSQL server of the tests' own: in a folder that it deletes at the end, on a port of its own, and gone with the test process, however that ends.
/// A test that kills and restarts a server makes its own; the others share <see cref="TestServer"/>'s.
/// </summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    // The server is told to end when this process is gone: its watchman then reads the end of the pipe that only this process holds.
    private const string Watchman =
        """
        exec 3<&0 </dev/null
        log=$1; shift
        "$@" >>"$log" 2>&1 3<&- & server=$!
        { read -r _ <&3; kill -QUIT $server; } 2>/dev/null & watch=$!
        wait $server
        kill $watch 2>/dev/null
        """;

    private readonly ServerFolder _folder;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly SemaphoreSlim _creating = new(4);
    private Process? _watchman;
    private int _databases;

    private PostgreSqlServer(ServerFolder folder, IReadOnlyDictionary<string, string> settings)
    {
        _folder = folder;
        _settings = settings;
    }

    /// <summary>The port on 127.0.0.1; the same after a restart.</summary>
    public int Port { get; private set; }

    /// <summary>What the server has written to its log so far.</summary>
    public string Log => _folder.ReadLog();

    /// <summary>Makes and starts a server.</summary>
    /// <param name="durable">Whether it waits for the disk, as those that are killed have to.</param>
    /// <param name="settings">Settings of postgresql.conf beside those that all servers have.</param>
    public static async Task<PostgreSqlServer> CreateAsync(bool durable = true, IReadOnlyDictionary<string, string>? settings = null) =>
        await StartAsync(await ServerFolder.CreateAsync(), durable, settings);

    /// <summary>Makes and starts a standby, which follows this server by streaming and answers questions that only read.</summary>
    public async Task<PostgreSqlServer> CreateStandbyAsync() => await StartAsync(await ServerFolder.CreateStandbyAsync(Port), durable: false, settings: null);

    private static async Task<PostgreSqlServer> StartAsync(ServerFolder folder, bool durable, IReadOnlyDictionary<string, string>? settings)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = folder.Data,
            ["max_connections"] = "300",
            ["max_prepared_transactions"] = "20",
            ["shared_buffers"] = "64MB",
            ["fsync"] = durable ? "on" : "off",
            ["full_page_writes"] = durable ? "on" : "off",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) all[name] = value;
        var server = new PostgreSqlServer(folder, all);
        try
        {
            await server.StartAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    /// <summary>How to connect to one of its databases, as the superuser.</summary>
    public string ConnectionString(string database = "postgres") => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database}");

    /// <summary>Makes an empty database with a name that no other has.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await _creating.WaitAsync();
        try
        {
            await ExecuteAsync($"CREATE DATABASE {name}");
        }
        finally
        {
            _creating.Release();
        }

        return new TestDatabase(this, name);
    }

    /// <summary>Runs a statement on the server's own database, on a connection that is closed afterwards.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString()};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Starts it on the data that it has; it is ready for connections afterwards.</summary>
    public async Task StartAsync()
    {
        if (_watchman is not null) throw new InvalidOperationException("The server runs already.");
        var first = Port == 0;
        var waited = Stopwatch.StartNew();
        while (true)
        {
            // Somebody may take the port between this and the server's start: then the next one.
            if (first) Port = FreePort();
            _watchman = StartWatchman();
            if (await IsReadyAsync(waited)) return;
            await StopWatchmanAsync();
            if (waited.Elapsed > StartPatience) throw new TimeoutException($"PostgreSQL did not start within {StartPatience.TotalSeconds:0} s. Its log: {Log}");

            // A killed server's children may hold its memory for a moment longer.
            await Task.Delay(50);
        }
    }

    /// <summary>Ends the server and all of its processes at once: SIGKILL, as when the machine loses power, but for what the disk has not yet written.</summary>
    public async Task KillAsync()
    {
        using (var postmaster = Process.GetProcessById(_folder.ReadProcessId())) postmaster.Kill(entireProcessTree: true);
        await StopWatchmanAsync();
    }

    /// <summary>Stops the server, and waits until it is down.</summary>
    /// <param name="immediate">Without finishing anything, to recover at the next start; else connections are ended in an orderly way.</param>
    public async Task StopAsync(bool immediate = false)
    {
        await PostgreSqlBinaries.RunAsync(PostgreSqlBinaries.Default.Command("pg_ctl", "stop", "-w", "-D", _folder.Data, "-m", immediate ? "immediate" : "fast"));
        await StopWatchmanAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopWatchmanAsync();
        _folder.Delete();
        _creating.Dispose();
    }

    private Process StartWatchman()
    {
        var settings = _settings.SelectMany(s => new[] { "-c", $"{s.Key}={s.Value}" });
        IEnumerable<string> server = ["-D", _folder.Data, "-p", Port.ToString(CultureInfo.InvariantCulture), .. settings];
        IEnumerable<string> arguments = ["-c", Watchman, "watchman", _folder.Log, .. PostgreSqlBinaries.Default.Command("postgres", server)];
        return Process.Start(new ProcessStartInfo("/bin/sh", arguments) { RedirectStandardInput = true, WorkingDirectory = "/" })!;
    }

    /// <summary>Whether it takes connections now; not, when it has ended.</summary>
    private async Task<bool> IsReadyAsync(Stopwatch waited)
    {
        while (!_watchman!.HasExited && waited.Elapsed < StartPatience)
        {
            try
            {
                await using var connection = new NpgsqlConnection($"{ConnectionString()};Pooling=false;Timeout=5");
                await connection.OpenAsync();

                // Another's server may listen on a port that looked free.
                await using var command = new NpgsqlCommand("SHOW data_directory", connection);
                return string.Equals((string?)await command.ExecuteScalarAsync(), _folder.Data, StringComparison.Ordinal);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                await Task.Delay(20);
            }
        }

        return false;
    }

    private async Task StopWatchmanAsync()
    {
        if (_watchman is null) return;
        using var watchman = _watchman;
        _watchman = null;
        watchman.StandardInput.Close();
        await watchman.WaitForExitAsync();
    }

    private static int FreePort()
    {
        // Below the ports that the system gives to outgoing connections: such a one would be in the way of a restart.
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; the next one.
            }
        }
    }
}
