using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>Rows that the events of a batch are handled with are read together, and nobody sees it but by the time that it takes.</summary>
internal sealed class ReadAheadTests(StoreKind kind) : SubscriptionFixture(kind)
{
    // Where a row costs no round trip, each is read when it is asked for, and no server sees it.
    private readonly bool _isRemote = kind == StoreKind.PostgreSql;

    [Test]
    public async Task Whatever_a_handler_does_it_sees_what_it_would_see_alone([Range(1, 6)] int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 300; i++) await AppendAsync(random.Next(1, 10_000), random.Next(12).ToString(CultureInfo.InvariantCulture));
        await RunAsync(Juggler.Descriptor("alone"), o => o with { BatchSize = 1 });
        await RunAsync(Juggler.Descriptor("together"), o => o with { BatchSize = 70 });
        var expected = await RowsAsync("alone");
        Assert.That(expected, Is.Not.Empty);
        Assert.That(await RowsAsync("together"), Is.EqualTo(expected));
    }

    [Test]
    public async Task Rows_are_read_together_once_it_is_known_by_what_they_are_found([Values("stream", "partition", "text")] string by)
    {
        var reads = await ReadsAsync(Finder.Descriptor(by, e => KeyBy(by, e), by == "partition" ? e => KeyBy(by, e) : null), streams: 200);

        // Twelve by one at first, and then one reading for what is left of the first batch and for each other one.
        Assert.That(reads, Has.Count.InRange(_isRemote ? 1 : 0, _isRemote ? 12 + 4 : 0));
    }

    [Test]
    public async Task What_is_not_asked_for_is_read_ahead_no_longer()
    {
        var reads = await ReadsAsync(Finder.Descriptor("vain", e => e.Position.Value <= 12 ? e.Stream.Key : null), streams: 200);
        Assert.That(reads.Count(sql => sql.Contains("LATERAL", StringComparison.Ordinal)), Is.EqualTo(_isRemote ? 1 : 0));
    }

    [Test]
    public async Task What_rows_are_found_by_may_be_nothing_of_the_event()
    {
        var reads = await ReadsAsync(Finder.Descriptor("odd", e => $"odd-{e.Position.Value}"), streams: 40);
        Assert.That(reads, Has.Count.EqualTo(_isRemote ? 40 : 0).And.None.Contains("LATERAL"));
    }

    private static string KeyBy(string by, RecordedEvent e) => by switch
    {
        "stream" => e.Stream.Key,
        "text" => e.Stream.ToString(),
        _ => $"{e.Stream.Key}-{((Moved)e.Data).Value}",
    };

    /// <summary>The statements that a projection reads its rows by, in batches of 50 events of different streams.</summary>
    private async Task<IReadOnlyCollection<string>> ReadsAsync(ProjectionDescriptor<Finder> projection, int streams)
    {
        for (var i = 0; i < streams; i++) await AppendAsync(i, i.ToString(CultureInfo.InvariantCulture));
        var reads = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                var sql = activity.TagObjects.Select(t => t.Value as string).FirstOrDefault(v => v?.StartsWith("SELECT", StringComparison.Ordinal) == true);
                if (sql?.Contains("\"total\", \"count\" FROM", StringComparison.Ordinal) == true && sql.Contains(projection.ReadModels[0].Table, StringComparison.Ordinal)) reads.Enqueue(sql);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await RunAsync(projection, o => o with { BatchSize = 50 });
        return reads;
    }

    private async Task RunAsync<TProjection>(ProjectionDescriptor<TProjection> projection, Func<SubscriptionOptions, SubscriptionOptions> configure)
        where TProjection : class, IProjection
    {
        await using var manager = new SubscriptionManager(Store);
        manager.AddProjection(projection, o => configure(o) with { OnError = ErrorStrategy.Stop, Retry = RetryPolicy.None });
        await manager.StartAllAsync();
        await CaughtUpAsync(projection.SubscriptionName, manager);
    }

    private async Task<List<Sum>> RowsAsync(string name) => await Store.ReadModel(Juggler.Descriptor(name).ReadModels[0] as ReadModelMapping<Sum> ?? Sum.Mapping).QueryAsync().ToListAsync();
}
