using EventSourcing.CrashWriter;

namespace EventSourcing.Storage.Tests;

/// <summary>PR-2: of a process that is killed at any moment, events and checkpoint of a transaction are both there or neither.</summary>
[TestFixture]
public sealed class TransactionKillTests
{
    private const int Rounds = 10;

    [Test]
    public async Task After_a_kill_each_checkpoint_stands_at_the_last_event_of_its_transactions()
    {
        using var folder = new TemporaryFolder();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var callers = round % 2 == 0 ? 1 : 6;
            var acknowledged = 0;
            using (var writer = new WriterProcess("transact", folder.DataSource(), $"round-{round}", WriterProcess.Number(callers)))
            {
                for (var left = random.Next(1, 60); left > 0 && await writer.ReadLineAsync() is not null; left--) acknowledged++;
                Thread.SpinWait(random.Next(0, 300_000));
                writer.Kill();
                await writer.ReadToEndAsync();
            }

            await using var store = new SqliteEventStore(folder.DataSource(), PieceCodec.Catalog);
            var (when, batches) = ($"round {round}, seed {seed}", 0);
            for (var caller = 0; caller < callers; caller++)
            {
                var stream = new StreamId("piece", $"round-{round}-{caller}");
                var events = await store.ReadStreamAsync(stream).ToListAsync();
                Assert.That((await store.Checkpoints.FindAsync(stream.Key))?.Position, Is.EqualTo(events.LastOrDefault()?.Position), when);
                Assert.That(events.GroupBy(e => ((PieceWritten)e.Data).Batch).Select(b => b.Count() == ((PieceWritten)b.First().Data).Size), Is.All.True, $"{when}: every batch is whole");
                batches += events.Count(e => ((PieceWritten)e.Data).Index == 0);
            }

            Assert.That(batches, Is.GreaterThanOrEqualTo(acknowledged), $"{when}: what was acknowledged is there");
            await using var next = await store.BeginTransactionAsync();
            await next.AppendAsync(new StreamId("piece", "after"), ExpectedVersion.Any, PieceWritten.BatchOf(when, 1));
            await next.CommitAsync();
        }
    }
}
