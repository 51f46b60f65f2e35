using CsCheck;
using EventSourcing.Tests.Aggregates;

namespace EventSourcing.Tests.Upcasting;

/// <summary>Whatever the upcasters are, and in whichever form: reading gives what following them by hand gives.</summary>
public sealed class UpcastModelTests
{
    private static readonly Gen<int[]?> NoPlan = Gen.Const((int[]?)null);

    private static readonly Gen<WayGraph> Graphs =
        Gen.Select(
            Gen.Select(PlanOf(0), PlanOf(1), PlanOf(2), PlanOf(3), PlanOf(4), (a, b, c, d, e) => new[] { a, b, c, d, e, null }),
            Gen.Int[0, 3].Array[WayGraph.Shapes],
            Gen.Int[0, 2 * WayGraph.Shapes].Array[WayGraph.Shapes],
            (plans, forms, families) => new WayGraph(plans, forms, families));

    private static Gen<int[]?> PlanOf(int shape) => Gen.Frequency(
        (1, NoPlan),
        (3, Gen.Int[shape + 1, WayGraph.Shapes - 1].Array[0, 3].Select(plan => (int[]?)plan)));

    [Test]
    public void In_memory() => Graphs.Select(Gen.Int[0, WayGraph.Shapes - 1].Array[0, 12])
        .SampleAsync((graph, shapes) => CheckAsync(graph, shapes, new InMemoryEventStore(new EventCatalog([], [])).Reopen), iter: 2_000).GetAwaiter().GetResult();

    [Test]
    public void Sqlite() => Graphs.Select(Gen.Int[0, WayGraph.Shapes - 1].Array[0, 12])
        .SampleAsync(
            async (graph, shapes) =>
            {
                var source = $"Data Source={Guid.NewGuid():N};Mode=Memory;Cache=Shared";
                await using var keep = new SqliteEventStore(source, new EventCatalog([], []));
                await keep.GetHeadAsync();
                await CheckAsync(graph, shapes, catalog => new SqliteEventStore(source, catalog, new() { ReadPageSize = 2 }));
            },
            iter: 200).GetAwaiter().GetResult();

    private static async Task CheckAsync(WayGraph graph, int[] shapes, Func<EventCatalog, IEventStore> open)
    {
        var stream = new StreamId("way", "1");
        for (var i = 0; i < shapes.Length; i++)
        {
            await using var writer = open(graph.WriterOf(shapes[i]));
            await writer.AppendAsync(stream, ExpectedVersion.Exactly(i), [new NewEvent(WayGraph.New(shapes[i], $"{i}:{shapes[i]}"))]);
        }

        await using var reader = open(graph.Reader());
        var all = shapes.SelectMany((shape, i) =>
        {
            var parts = graph.Expected(shape, $"{i}:{shape}").ToArray();
            return parts.Select((part, p) => (Version: i + 1L, Part: p + 1, Parts: parts.Length, part.Way, Name: graph.NameOf(WayGraph.ShapeOf(part))));
        }).ToList();

        Same(all, await reader.ReadStreamAsync(stream).ToListAsync(), "stream");
        Same(Enumerable.Reverse(all), await reader.ReadStreamAsync(stream, new() { Direction = ReadDirection.Backwards }).ToListAsync(), "stream backwards");
        Same(all, await reader.ReadAllAsync().ToListAsync(), "feed");
        Same(Limited(all, 3), await reader.ReadStreamAsync(stream, new() { Limit = 3 }).ToListAsync(), "stream, 3 events");
        Same(Limited(all, 3), await reader.ReadAllAsync(options: new() { Limit = 3 }).ToListAsync(), "feed, 3 events");
        foreach (var shape in Enumerable.Range(0, WayGraph.Shapes).Where(graph.IsCurrent))
        {
            var name = graph.NameOf(shape);
            var named = all.Where(e => e.Name == name).ToList();
            var scan = new FeedScan();
            Same(named, await reader.ReadAllAsync(options: new() { EventNames = [name], Scan = scan }).ToListAsync(), $"feed of {name}");
            if (scan.Position != await reader.GetHeadAsync() || !scan.ReachedHead) throw new InvalidOperationException("The scan has not come to the end.");
            Same(Limited(named, 2), await reader.ReadCategoryAsync("way", new() { EventNames = [name], Limit = 2 }).ToListAsync(), $"category of {name}, 2 events");
        }

        // Straight from the rows, and through a decorator that reads the stream.
        var ways = all.Select(e => (e.Version, e.Way)).ToList();
        await CheckAggregateAsync(reader, shapes.Length, ways);
        await CheckAggregateAsync(new ScriptedStore(reader), shapes.Length + 1, [.. ways, (shapes.Length + 1, "on")]);
    }

    private static async Task CheckAggregateAsync(IEventStore store, int version, IReadOnlyList<(long Version, string Way)> all)
    {
        var walkers = new AggregateRepository<Walker, string>(store);
        for (var at = 1; at <= version; at++)
        {
            var past = await walkers.LoadAsync("1", AsOf.Version(at));
            if (past.Version != at || !past.Ways.SequenceEqual(all.Where(e => e.Version <= at).Select(e => e.Way))) throw new InvalidOperationException($"The aggregate at version {at} is '{string.Join(" ", past.Ways)}'.");
        }

        var walker = await walkers.LoadOrCreateAsync("1");
        if (walker.Version != version) throw new InvalidOperationException($"The aggregate is at version {walker.Version}, and the stream at {version}.");
        walker.Walk("on");
        await walkers.SaveAsync(walker);

        // The next one finds the stream as this one did, with one event more.
        var next = await walkers.LoadAsync("1");
        if (next.Version != version + 1 || next.Ways[^1] != "on") throw new InvalidOperationException("What was saved is not what is loaded.");
    }

    private static IEnumerable<(long Version, int Part, int Parts, string Way, string Name)> Limited(IEnumerable<(long Version, int Part, int Parts, string Way, string Name)> all, int limit)
    {
        var versions = all.Select(e => e.Version).Distinct().Take(limit).ToHashSet();
        return all.Where(e => versions.Contains(e.Version));
    }

    private static void Same(IEnumerable<(long Version, int Part, int Parts, string Way, string Name)> expected, IEnumerable<RecordedEvent> actual, string what)
    {
        var (left, right) = (string.Join(" ", expected.Select(e => $"{e.Version}:{e.Part}/{e.Parts}={e.Way}")), string.Join(" ", actual.Select(e => $"{e.Version}:{e.Part}/{e.PartCount}={((IWay)e.Data).Way}")));
        if (left != right) throw new InvalidOperationException($"The {what} is '{right}', and should be '{left}'.");
    }
}
