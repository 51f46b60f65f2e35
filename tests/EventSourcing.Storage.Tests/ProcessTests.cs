using System.Globalization;
using EventSourcing.CrashWriter;

namespace EventSourcing.Storage.Tests;

/// <summary>ST-7 and ST-8: several processes on one file.</summary>
[TestFixture]
public sealed class ProcessTests
{
    private const int Processes = 4;
    private const int Count = 60;

    [Test]
    public async Task Processes_that_append_with_Any_to_one_stream_all_succeed_and_it_has_no_gaps()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("any", folder, _ => "shared");
        await using var store = new SqliteEventStore(folder.DataSource(), PieceCodec.Catalog);
        var events = await store.ReadStreamAsync(new StreamId("piece", "shared")).ToListAsync();
        Assert.That(events.Select(e => e.Version), Is.EqualTo(Enumerable.Range(1, Processes * Count * 2).Select(v => (long)v)));
        Assert.That(events.GroupBy(e => ((PieceWritten)e.Data).Batch).Select(g => g.Count() == ((PieceWritten)g.First().Data).Size), Is.All.True, "every batch is whole");
        foreach (var process in events.Select(e => (PieceWritten)e.Data).Where(p => p.Index == 0).Select(p => p.Batch.Split('/')).GroupBy(p => p[0]))
            Assert.That(process.Select(p => p[1]), Is.EqualTo(Enumerable.Range(0, Count).Select(i => i.ToString(CultureInfo.InvariantCulture))), $"{process.Key} is in its own order");
    }

    [Test]
    public async Task Processes_that_append_to_streams_of_their_own_all_succeed()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("any", folder, process => $"own-{process}");
        await using var store = new SqliteEventStore(folder.DataSource(), PieceCodec.Catalog);
        Assert.That((await store.ListStreamsAsync("piece").ToListAsync()).Select(s => (s.Stream.Key, s.Version)), Is.EqualTo(Enumerable.Range(0, Processes).Select(p => ($"own-{p}", (long)Count * 2))));
        Assert.That(await store.ReadAllAsync().CountAsync(), Is.EqualTo(Processes * Count * 2));
    }

    [Test]
    public async Task Of_processes_that_append_with_one_Exactly_one_wins_each_version()
    {
        using var folder = new TemporaryFolder();
        var output = await RunAsync("race", folder, _ => "contended");
        var won = output.Where(l => l.StartsWith("won ", StringComparison.Ordinal)).Select(l => int.Parse(l.AsSpan(4), CultureInfo.InvariantCulture));
        Assert.That(won.Order(), Is.EqualTo(Enumerable.Range(0, Count)), "each version is won once");
        await using var store = new SqliteEventStore(folder.DataSource(), PieceCodec.Catalog);
        Assert.That(await store.GetVersionAsync(new StreamId("piece", "contended")), Is.EqualTo(Count));
    }

    private static async Task<List<string>> RunAsync(string mode, TemporaryFolder folder, Func<int, string> stream)
    {
        // They also make the file and its schema together: it does not exist yet.
        var processes = Enumerable.Range(0, Processes).Select(p => new WriterProcess(mode, folder.DataSource(), $"process-{p}", WriterProcess.Number(Count), stream(p))).ToArray();
        try
        {
            foreach (var process in processes) Assert.That(await process.ReadLineAsync(), Is.EqualTo("ready"));
            foreach (var process in processes) await process.GoAsync();
            var output = await Task.WhenAll(processes.Select(p => p.FinishAsync()));
            Assert.That(output.Select(lines => lines[^1]), Is.All.EqualTo("done"));
            return [.. output.SelectMany(lines => lines)];
        }
        finally
        {
            foreach (var process in processes) process.Dispose();
        }
    }
}
