using System.Globalization;
using EventSourcing.CrashWriter;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>ST-7: several processes on one database. They also make the schema together: it does not exist yet.</summary>
[TestFixture]
public sealed class ProcessTests
{
    private const int Processes = 3;
    private const int Count = 50;

    [Test]
    public async Task Processes_that_append_with_Any_to_one_stream_all_succeed_and_it_has_no_gaps()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        await RunAsync("any", database, Count, _ => ["shared"]);
        await using var store = new PostgreSqlEventStore(database.DataSource, PieceCodec.Catalog);
        var events = await store.ReadStreamAsync(new StreamId("piece", "shared")).ToListAsync();
        var expected = Processes * Enumerable.Range(0, Count).Sum(i => 1 + (i % 3));
        Assert.That(events.Select(e => e.Version), Is.EqualTo(Enumerable.Range(1, expected).Select(v => (long)v)));
        foreach (var process in events.Select(e => (PieceWritten)e.Data).Where(p => p.Index == 0).Select(p => p.Batch.Split('/')).GroupBy(p => p[0]))
            Assert.That(process.Select(p => p[1]), Is.EqualTo(Enumerable.Range(0, Count).Select(i => i.ToString(CultureInfo.InvariantCulture))), $"{process.Key} is in its own order");
        await new StoreInvariants(database).CheckAsync([], [], "any");
    }

    [Test]
    public async Task Of_processes_that_append_with_one_Exactly_one_wins_each_version()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        var output = await RunAsync("race", database, Count, _ => ["contended"]);
        var won = output.Where(l => l.StartsWith("won ", StringComparison.Ordinal)).Select(l => int.Parse(l.AsSpan(4), CultureInfo.InvariantCulture));
        Assert.That(won.Order(), Is.EqualTo(Enumerable.Range(0, Count)), "each version is won once");
        await new StoreInvariants(database).CheckAsync([], [], "race");
    }

    [Test]
    public async Task Processes_that_append_in_all_ways_at_once_break_no_rule()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        var output = await RunAsync("mixed", database, LongRun.Or(16, 64), p => [WriterProcess.Number(LongRun.Or(20, 300)), WriterProcess.Number(p)]);
        var acknowledged = output.Select(WriterOutput.Acknowledged).OfType<Acknowledgement>().ToList();
        var refused = output.Select(WriterOutput.Refused).OfType<string>().ToList();
        TestContext.Out.WriteLine($"{acknowledged.Count} batches stored, {refused.Count} refused");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(acknowledged, Is.Not.Empty);
            Assert.That(refused, Is.Not.Empty, "they have met");
        }

        await new StoreInvariants(database).CheckAsync(acknowledged, refused, "mixed");
    }

    private static async Task<List<string>> RunAsync(string mode, TestDatabase database, int count, Func<int, string[]> more)
    {
        var processes = Enumerable.Range(0, Processes).Select(p => new WriterProcess([mode, database.ConnectionString, $"process-{p}", WriterProcess.Number(count), .. more(p)])).ToArray();
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
