using EventSourcing.CrashWriter;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>ST-6: processes that are killed at any moment lose nothing that they have acknowledged, leave no half batch, and hold up nobody.</summary>
[TestFixture]
public sealed class KillTests
{
    [Test]
    public async Task What_was_acknowledged_before_a_kill_is_there_and_every_batch_is_whole()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var acknowledged = new List<Acknowledgement>();
        var refused = new List<string>();
        var rounds = LongRun.Or(8, 60);
        for (var round = 0; round < rounds; round++)
        {
            // By turns: alone, in small groups, in large ones; two at once, of which one is killed first.
            var callers = WriterProcess.Number(new[] { 1, 4, 32 }[round % 3]);
            using var one = new WriterProcess("mixed", database.ConnectionString, $"round-{round}-one", callers, WriterProcess.Number(int.MaxValue), WriterProcess.Number(round));
            using var other = new WriterProcess("crash", database.ConnectionString, $"round-{round}-other", callers);
            Assert.That(await one.ReadLineAsync(), Is.EqualTo("ready"));
            await one.GoAsync();
            foreach (var writer in new[] { one, other })
            {
                for (var left = random.Next(1, 120); left > 0; left--) Note(await writer.ReadLineAsync());
                Thread.SpinWait(random.Next(0, 200_000));
                writer.Kill();
                foreach (var line in await writer.ReadToEndAsync()) Note(line);
            }

            await new StoreInvariants(database).CheckAsync(acknowledged, refused, $"round {round}, seed {seed}");
            await using var store = new PostgreSqlEventStore(database.DataSource, PieceCodec.Catalog);
            var next = await store.AppendAsync(FaultScene.Piece("after"), ExpectedVersion.Any, PieceWritten.BatchOf($"after-{round}", 1));
            Assert.That(await store.GetHeadAsync(), Is.EqualTo(next.LastPosition), "nothing holds the feed back");
        }

        TestContext.Out.WriteLine($"{rounds * 2} kills, {acknowledged.Count} acknowledged batches");

        void Note(string? line)
        {
            if (WriterOutput.Acknowledged(line) is { } stored) acknowledged.Add(stored);
            else if (WriterOutput.Refused(line) is { } batch) refused.Add(batch);
        }
    }
}
