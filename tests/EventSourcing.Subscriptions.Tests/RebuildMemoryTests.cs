using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using EventSourcing.ReadModels;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>PR-2: a rebuild remembers the rows that it has written, and reads them no more.</summary>
internal sealed class RebuildMemoryTests(StoreKind kind) : SubscriptionFixture(kind)
{
    private const int Streams = 40;

    // Where a row costs no round trip, no server sees it.
    private readonly bool _isRemote = kind == StoreKind.PostgreSql;

    [TestCase(100_000, 1, false)]
    [TestCase(0, 1, true)]
    [TestCase(10, 1, true)]
    [TestCase(100_000, 3, true)]
    public async Task Rows_are_read_as_far_as_they_are_not_remembered(int remembered, int parts, bool reads)
    {
        await FillAsync();
        var options = new RebuildOptions { PageSize = 16, RememberedRows = remembered, Partitions = parts };
        var read = await ReadsAsync(() => new ProjectionRebuilder(Store).RebuildAsync(Sums.Descriptor, options).AsTask());
        Assert.That(read > 0, Is.EqualTo(reads && _isRemote), $"{read} rows were looked for");
        Assert.That(await SumsAsync(), Is.EqualTo(Wanted()));
    }

    [Test]
    public async Task Parts_read_a_row_once_and_then_remember_it()
    {
        await FillAsync();
        var options = new RebuildOptions { PageSize = 16, Partitions = 3 };
        var remembered = await ReadsAsync(() => new ProjectionRebuilder(Store).RebuildAsync(Sums.Descriptor, options).AsTask());
        var forgotten = await ReadsAsync(() => new ProjectionRebuilder(Store).RebuildAsync(Sums.Descriptor, options with { RememberedRows = 0 }).AsTask());
        Assert.That(remembered * 2, _isRemote ? Is.LessThan(forgotten) : Is.Zero);
    }

    [Test]
    public async Task A_row_that_somebody_else_writes_is_read_again()
    {
        await Store.ReadModelSchema.ApplyAsync([Sum.Mapping]);
        var (memory, rows) = (new RowMemory([Sum.Mapping.Table], 100, isWhole: true, ownRowsOnly: true), Store.ReadModel(Sum.Mapping));
        for (var i = 1; i <= 3; i++)
        {
            await using var transaction = await Store.BeginTransactionAsync();
            ReadAhead.Remember(transaction, memory);
            var found = await transaction.ReadModel(Sum.Mapping).FindAsync("other");
            Assert.That(found?.Count ?? 0, Is.EqualTo(i - 1));
            await transaction.ReadModel(Sum.Mapping).UpsertAsync(new Sum("own", i, i));
            await transaction.CommitAsync();
            await rows.UpsertAsync(new Sum("other", 0, i));
        }
    }

    [Test]
    public async Task Who_goes_on_after_a_cancellation_does_not_take_rows_for_absent([Values(1, 3)] int parts)
    {
        await FillAsync();
        using var cancelling = new CancellationTokenSource();
        var options = new RebuildOptions { PageSize = 16, Partitions = parts };
        var progress = new Told(p =>
        {
            if (p.EventsHandled > 90) cancelling.Cancel();
        });
        Assert.CatchAsync<OperationCanceledException>(() => new ProjectionRebuilder(Store).RebuildAsync(Sums.Descriptor, options, progress, cancelling.Token).AsTask());
        Assert.That((await new ProjectionRebuilder(Store).RebuildAsync(Sums.Descriptor, options)).WasResumed, Is.True);
        Assert.That(await SumsAsync(), Is.EqualTo(Wanted()));
    }

    private static IEnumerable<Sum> Wanted() => Enumerable.Range(0, Streams).Select(i => new Sum($"{i:00}", 10 + (5 * i), 5));

    private async Task FillAsync()
    {
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < Streams; i++) await AppendAsync(i + round, i.ToString("00", CultureInfo.InvariantCulture));
        }
    }

    private async Task<List<Sum>> SumsAsync() => await Store.ReadModel(Sum.Mapping).QueryAsync().OrderBy(s => s.Key).ToListAsync();

    private static async Task<int> ReadsAsync(Func<Task> work)
    {
        var reads = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                var sql = activity.TagObjects.Select(t => t.Value as string).FirstOrDefault(v => v?.Contains("SELECT", StringComparison.Ordinal) == true);
                if (sql?.Contains("sums__v1", StringComparison.Ordinal) == true && sql.Contains("\"total\", \"count\" FROM", StringComparison.Ordinal) && !sql.StartsWith("INSERT", StringComparison.Ordinal)) reads.Enqueue(sql);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await work();
        return reads.Count;
    }

    private sealed class Told(Action<RebuildProgress> told) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => told(value);
    }
}
