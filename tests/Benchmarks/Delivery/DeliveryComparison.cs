using System.Diagnostics;
using System.Runtime.InteropServices;
using Benchmarks.PostgreSql;

namespace Benchmarks.Delivery;

/// <summary>
/// What becomes of events that are stored: subscriptions, projections, rebuilds and process managers beside loops written by hand, in rounds that alternate. Each round handles all events from the
/// beginning; after each the rows are compared with what they must sum up to. Only ratios of one run carry over to another machine or day.
/// </summary>
internal static class DeliveryComparison
{
    private const int Accounts = 2_000;

    public static async Task<int> RunAsync(string[] words)
    {
        if (words.Contains("help"))
        {
            Console.WriteLine(DeliveryArguments.Usage);
            return 0;
        }

        var arguments = DeliveryArguments.Parse(words);
        Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        await using var server = await BenchServer.StartAsync(preload: null);
        Console.WriteLine(await server.DescribeAsync());
        Console.WriteLine($"{arguments.Rounds} rounds of {Format.Count(arguments.Events)} events (rebuilds of {Format.Count(arguments.Rebuilt)}) of {BenchJson.Write(TransferBooked.Sample).Length} bytes of JSON, {Format.Count(Accounts)} accounts");
        var folder = Directory.CreateTempSubdirectory("eventsourcing-bench-");
        try
        {
            DeliveryStore[] stores = [DeliveryStore.InMemory, DeliveryStore.Sqlite(folder.FullName), DeliveryStore.PostgreSql(server)];
            await CompareAsync(arguments, stores);
            await LatencyComparison.RunAsync(arguments, stores);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task CompareAsync(DeliveryArguments arguments, IEnumerable<DeliveryStore> stores)
    {
        Console.WriteLine();
        Console.WriteLine("Events per second (median) [max/min of the rounds]; processor time per event in µs, by hand and of the store, server + client; what the store's side allocates per event in bytes");
        Console.WriteLine();
        Console.WriteLine("| work | by hand | store | store to hand | processor time | allocated |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var store in stores)
        {
            foreach (var lines in DeliveryLine.All.Where(l => arguments.Wants($"{store.Name}, {l.Name}")).GroupBy(l => l.Work == DeliveryWork.Rebuild ? arguments.Rebuilt : arguments.Events))
                await CompareAsync(arguments, store, new History(lines.Key, Accounts), [.. lines]);
        }
    }

    private static async Task CompareAsync(DeliveryArguments arguments, DeliveryStore definition, History history, IReadOnlyList<DeliveryLine> lines)
    {
        var (opened, other) = await definition.MakeStores();
        await using var o = other;
        await using var store = new StoreDelivery(opened);
        await store.OpenAsync(history);
        await using var hand = definition.MakeHand is null ? null : await definition.MakeHand();
        if (hand is not null) await hand.OpenAsync(history);
        var cents = history.Cents();
        foreach (var line in lines)
        {
            var (byHand, byStore) = (new List<DeliveryRound>(), new List<DeliveryRound>());
            if (definition.IsHeldBy is { } server) await server.CheckpointAsync();

            // The first round warms both sides up and does not count.
            for (var round = 0; round <= arguments.Rounds; round++)
            {
                var handTurn = hand is null || line.HandPage == 0 ? () => Task.CompletedTask : (Func<Task>)(() => MeasureAsync(HandAsync(hand, line), hand.ResetAsync, hand.CentsAsync, byHand));
                Func<Task> storeTurn = () => MeasureAsync(() => store.RunAsync(line.Work, o => line.BatchSize == 0 ? o : o with { BatchSize = line.BatchSize }), store.ResetAsync, store.CentsAsync, byStore);
                foreach (var turn in round % 2 == 0 ? [handTurn, storeTurn] : new[] { storeTurn, handTurn }) await turn();
            }

            Print($"{definition.Name}, {line.Name}", [.. byHand.Skip(1)], [.. byStore.Skip(1)]);

            async Task MeasureAsync(Func<Task> work, Func<Task> reset, Func<Task<long>> sum, List<DeliveryRound> rounds)
            {
                await reset();
                rounds.Add(await DeliveryRound.MeasureAsync(history.Events, definition.IsHeldBy, work));
                if (line.Work is DeliveryWork.EventByEvent or DeliveryWork.ByRuns or DeliveryWork.Rebuild && await sum() is var found && found != cents)
                    throw new InvalidOperationException($"{definition.Name}, {line.Name}: the rows sum up to {found} in place of {cents}.");
            }
        }
    }

    private static Func<Task> HandAsync(IHandDelivery hand, DeliveryLine line) => line.Work == DeliveryWork.Rebuild
        ? () => hand.RebuildAsync(line.HandPage)
        : () => hand.RunAsync(folds: line.Work != DeliveryWork.Nothing, line.HandPage);

    private static void Print(string name, IReadOnlyList<DeliveryRound> hand, IReadOnlyList<DeliveryRound> store)
    {
        var ratio = hand.Count == 0 ? "" : $"**{Format.Ratio(DeliveryRound.Median(store, r => r.Rate) / DeliveryRound.Median(hand, r => r.Rate))}**";
        Console.WriteLine($"| {name} | {Rate(hand)} | {Rate(store)} | {ratio} | {Cpu(hand)} / {Cpu(store)} | {Format.Count(DeliveryRound.Median(store, r => r.Allocated))} |");
    }

    private static string Rate(IReadOnlyList<DeliveryRound> rounds) => rounds.Count == 0 ? "" : $"{Format.Count(DeliveryRound.Median(rounds, r => r.Rate))} [{Format.Short(rounds.Max(r => r.Rate) / rounds.Min(r => r.Rate))}]";

    private static string Cpu(IReadOnlyList<DeliveryRound> rounds) => rounds.Count == 0
        ? ""
        : $"{Format.Short(DeliveryRound.Median(rounds, r => r.Cpu.Server).TotalMicroseconds)} + {Format.Short(DeliveryRound.Median(rounds, r => r.Cpu.Client).TotalMicroseconds)}";
}
