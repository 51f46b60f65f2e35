using System.Diagnostics;
using Npgsql;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>A process of <see cref="NodeKillTests"/>: a node, which handles events until it is killed, or the writer.</summary>
internal sealed class NodeProcess : IDisposable
{
    private readonly Process _process;
    private int _lines;

    private NodeProcess(string role, StoreKind kind, string source, string name)
    {
        Name = name;
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        _process = new Process { StartInfo = new ProcessStartInfo(host, [typeof(Program).Assembly.Location, role, kind.ToString(), source, name]) { RedirectStandardOutput = true } };
        _process.OutputDataReceived += (_, line) => Interlocked.Add(ref _lines, line.Data is null ? 0 : 1);
        _process.Start();
        _process.BeginOutputReadLine();
    }

    public string Name { get; }

    /// <summary>How many lines it has written: one for each event that it has begun to handle, or has appended.</summary>
    public int Lines => Volatile.Read(ref _lines);

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public static NodeProcess StartNode(StoreKind kind, string source, string name) => new("node", kind, source, name);

    public static NodeProcess StartWriter(StoreKind kind, string source, int events) => new("writer", kind, source, $"{events}");

    /// <summary>What the process does.</summary>
    public static async Task RunAsync(string role, StoreKind kind, string source, string name)
    {
        await using var dataSource = kind == StoreKind.PostgreSql ? NpgsqlDataSource.Create(source) : null;
        ITransactionalEventStore store = dataSource is null ? new SqliteEventStore(source, TestEvents.Catalog) : new PostgreSqlEventStore(dataSource, TestEvents.Catalog);
        await using var closing = (IAsyncDisposable)store;
        if (role == "writer")
        {
            for (var i = 1; i <= int.Parse(name); i++)
            {
                await store.AppendAsync(TestEvents.Stream($"{i % 11}"), ExpectedVersion.Any, [TestEvents.New(i)]);
                Console.WriteLine(i);
                await Task.Delay(2);
            }

            return;
        }

        await using var manager = NodeKillTests.NewNode(store, name, Console.WriteLine);
        await manager.StartAllAsync();
        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>As SIGKILL does: nothing is given back, nothing is said.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }
}
