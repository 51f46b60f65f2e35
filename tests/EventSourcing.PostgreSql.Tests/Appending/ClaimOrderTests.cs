using EventSourcing.PostgreSql.Tests.Feed;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Appending;

using static Bookings;

/// <summary>All writers claim their streams in one order, whether a stream is there or begins: none waits for one that waits for it.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ClaimOrderTests : FeedTestBase
{
    private const int Others = 30;

    [Test]
    public async Task A_large_group_that_begins_a_stream_meets_nobody_in_a_circle([Values] bool import)
    {
        // The server would find a circle after this time only: a test that runs into one does not end.
        await using var source = NpgsqlDataSource.Create(Database.ConnectionString + ";Maximum Pool Size=10;Options=-c deadlock_timeout=5min");
        await using var groups = new PostgreSqlEventStore(source, Catalog, new PostgreSqlEventStoreOptions { MaxFlushers = 1 });
        await using var several = new PostgreSqlEventStore(source, Catalog);
        await several.AppendAsync([.. Enumerable.Range(0, Others).Select(Other).Concat([Stream("gate"), Stream("z")]).Select(s => new StreamAppend(s, ExpectedVersion.NoStream, Many(1)))]);
        List<Task> appends = [];
        try
        {
            // What comes while the first append waits goes together afterwards; the group then stands at its last stream.
            var (gate, last) = (await BeginAsync(), await BeginAsync());
            await AppendAsync(gate, "gate");
            await AppendAsync(last, "z");
            appends.Add(groups.AppendAsync(Stream("gate"), ExpectedVersion.Any, Many(1)).AsTask());
            await WaitingAsync(1);
            appends.AddRange(Enumerable.Range(0, Others).Select(Other).Concat([Stream("a"), Stream("z")]).Select(s => groups.AppendAsync(s, ExpectedVersion.Any, Many(1)).AsTask()));
            await gate.RollbackAsync();
            await Eventually.IsAsync(() => appends[0].IsCompleted, "the first append is stored");
            await WaitingAsync(1);

            appends.Add(import
                ? several.ImportAsync(Imported(), new PostgreSqlImportOptions()).AsTask()
                : several.AppendAsync([new StreamAppend(Stream("a"), ExpectedVersion.Any, Many(2)), new StreamAppend(Other(0), ExpectedVersion.Any, Many(2))]).AsTask());
            await WaitingAsync(2);
            await last.RollbackAsync();
            await Task.WhenAll(appends).WaitAsync(TimeSpan.FromSeconds(20));
        }
        finally
        {
            // So that a test that fails ends too.
            if (!appends.All(a => a.IsCompleted)) await Database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        }

        Assert.That((await Store.GetVersionAsync(Stream("a")), await Store.GetVersionAsync(Other(0))), Is.EqualTo((3, 4)));
    }

    private static StreamId Other(int i) => Stream($"b{i:00}");

    private static async IAsyncEnumerable<ImportedEvent> Imported()
    {
        foreach (var stream in new[] { Stream("a"), Other(0) })
        {
            for (var i = 0; i < 2; i++) yield return new ImportedEvent(stream, new Booked("imported"));
        }

        await Task.CompletedTask;
    }

    private Task WaitingAsync(int sessions) => Eventually.IsAsync(
        async () => await Database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == sessions,
        $"{sessions} sessions wait for a lock");
}
