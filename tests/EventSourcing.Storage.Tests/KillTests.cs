using System.Globalization;
using EventSourcing.CrashWriter;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Storage.Tests;

/// <summary>ST-6: a process that is killed at any moment loses nothing that it has acknowledged, and leaves no half batch.</summary>
[TestFixture]
public sealed class KillTests
{
    private const int Rounds = 24;

    [Test]
    public async Task What_was_acknowledged_before_a_kill_is_there_and_every_batch_is_whole()
    {
        using var folder = new TemporaryFolder();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var acknowledged = new Dictionary<string, (string Stream, long Version, int Size)>();
        for (var round = 0; round < Rounds; round++)
        {
            // By turns: alone, in small groups, in large ones.
            var callers = new[] { 1, 4, 32 }[round % 3];
            using var writer = new WriterProcess("crash", folder.DataSource(), $"round-{round}", WriterProcess.Number(callers));
            for (var left = random.Next(1, 120); left > 0; left--) Note(await writer.ReadLineAsync(), acknowledged);
            Thread.SpinWait(random.Next(0, 200_000));
            writer.Kill();
            foreach (var line in await writer.ReadToEndAsync()) Note(line, acknowledged);

            await CheckAsync(folder, acknowledged, $"round {round}, seed {seed}");
        }

        TestContext.Out.WriteLine($"{Rounds} kills, {acknowledged.Count} acknowledged batches");
    }

    private static async Task CheckAsync(TemporaryFolder folder, Dictionary<string, (string Stream, long Version, int Size)> acknowledged, string when)
    {
        await using var store = new SqliteEventStore(folder.DataSource(), PieceCodec.Catalog);
        var feed = await store.ReadAllAsync().ToListAsync();
        var batches = feed.GroupBy(e => ((PieceWritten)e.Data).Batch).ToDictionary(g => g.Key, g => g.ToArray());
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, batch) in batches)
                Assert.That(batch.Select(e => ((PieceWritten)e.Data).Index), Is.EqualTo(Enumerable.Range(0, ((PieceWritten)batch[0].Data).Size)), $"{when}: batch {name} is whole and in order");
            foreach (var (name, (stream, version, size)) in acknowledged)
            {
                Assert.That(batches.GetValueOrDefault(name)?.Select(e => (e.Stream.Key, e.Version)), Is.EqualTo(Enumerable.Range(0, size).Select(i => (stream, version - size + 1 + i))), $"{when}: the acknowledged batch {name} is where it was acknowledged");
            }

            foreach (var stream in feed.GroupBy(e => e.Stream))
                Assert.That(stream.Select(e => e.Version), Is.EqualTo(Enumerable.Range(1, stream.Count()).Select(v => (long)v)), $"{when}: {stream.Key} has no gap");
            Assert.That(feed.Zip(feed.Skip(1)).All(p => p.First.Position < p.Second.Position), $"{when}: positions rise");
        }

        var head = await store.GetHeadAsync();
        var next = await store.AppendAsync(new StreamId("piece", "after"), ExpectedVersion.Any, [new NewEvent(new PieceWritten(when, 0, 1))]);
        Assert.That(head is null || next.FirstPosition > head, $"{when}: the store goes on behind what it has");
        await store.DisposeAsync();

        await using var connection = new SqliteConnection($"{folder.DataSource()};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo("ok"), when);
    }

    private static void Note(string? line, Dictionary<string, (string Stream, long Version, int Size)> acknowledged)
    {
        // The last line of a killed process may be cut.
        if (line?.Split(' ') is not ["ack", var stream, var version, var size, var batch, "whole"]) return;
        acknowledged[batch] = (stream, long.Parse(version, CultureInfo.InvariantCulture), int.Parse(size, CultureInfo.InvariantCulture));
    }
}
