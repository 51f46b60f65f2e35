using System.Collections.Concurrent;
using System.Diagnostics;
using Benchmarks.PostgreSql;
using EventSourcing;

namespace Benchmarks.Delivery;

/// <summary>How soon an event is handled that is appended while nothing else happens.</summary>
internal static class LatencyComparison
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(DeliveryArguments arguments, IEnumerable<DeliveryStore> stores)
    {
        if (!arguments.Wants("latency")) return;
        Console.WriteLine();
        Console.WriteLine("Latency of an event in ms, p50 / p99: from the return of its append to its handler, and from the call of its append");
        Console.WriteLine();
        Console.WriteLine("| who handles it | from the return | from the call |");
        Console.WriteLine("|---|---|---|");
        foreach (var definition in stores)
        {
            var (store, other) = await definition.MakeStores();
            await using (store)
            await using (other)
            {
                Print($"{definition.Name}, a subscription of the store that appends", await MeasureAsync(store, store, arguments.Latencies));
                if (other is not null) Print($"{definition.Name}, a subscription of another store, as in another process", await MeasureAsync(store, other, arguments.Latencies));
            }

            if (definition.MakeHand is null) continue;
            await using var hand = await definition.MakeHand();
            await hand.OpenAsync(new History(0, 1));
            await hand.ResetAsync();
            Print($"{definition.Name}, by hand, a loop that looks every {definition.Polling.TotalMilliseconds} ms", await MeasureAsync(hand, definition.Polling, arguments.Latencies));
        }
    }

    private static async Task<List<(TimeSpan Return, TimeSpan Call)>> MeasureAsync(ITransactionalEventStore appending, ITransactionalEventStore handling, int count)
    {
        var handled = new ConcurrentDictionary<string, TaskCompletionSource<long>>();
        await using var manager = new SubscriptionManager(handling);
        manager.Add(new SubscriptionOptions { Name = $"latency-{Guid.CreateVersion7()}", Start = SubscriptionStart.End }, (context, _) =>
        {
            handled[((TransferBooked)context.Event.Data).Reference].TrySetResult(Stopwatch.GetTimestamp());
            return ValueTask.CompletedTask;
        });
        await manager.StartAllAsync();
        await manager.WaitForStateAsync(manager.Names[0], SubscriptionState.Live, Limit);
        return await SampleAsync(handled, count, async (stream, booking) => await appending.AppendAsync(new StreamId("latency", stream), ExpectedVersion.NoStream, [new NewEvent(booking)]));
    }

    private static async Task<List<(TimeSpan Return, TimeSpan Call)>> MeasureAsync(IHandDelivery hand, TimeSpan interval, int count)
    {
        var handled = new ConcurrentDictionary<string, TaskCompletionSource<long>>();
        using var stop = new CancellationTokenSource();
        var polling = Task.Run(() => hand.PollAsync(interval, reference => handled[reference].TrySetResult(Stopwatch.GetTimestamp()), stop.Token));
        var sampled = await SampleAsync(handled, count, hand.AppendAsync);
        await stop.CancelAsync();
        await polling;
        return sampled;
    }

    private static async Task<List<(TimeSpan Return, TimeSpan Call)>> SampleAsync(ConcurrentDictionary<string, TaskCompletionSource<long>> handled, int count, Func<string, TransferBooked, Task> append)
    {
        var random = new Random(7);
        var samples = new List<(TimeSpan, TimeSpan)>();
        for (var i = 0; i < count + 10; i++)
        {
            await Task.Delay(random.Next(20, 120));
            var name = Guid.NewGuid().ToString("N");
            var source = handled[name] = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            var called = Stopwatch.GetTimestamp();
            await append(name, TransferBooked.Sample with { Reference = name });
            var returned = Stopwatch.GetTimestamp();
            var seen = await source.Task.WaitAsync(Limit);

            // The first ones warm up. One may be handled before its append has returned.
            if (i >= 10) samples.Add((Stopwatch.GetElapsedTime(returned, Math.Max(seen, returned)), Stopwatch.GetElapsedTime(called, seen)));
        }

        return samples;
    }

    private static void Print(string name, List<(TimeSpan Return, TimeSpan Call)> samples) =>
        Console.WriteLine($"| {name} | {Of(samples.Select(s => s.Return))} | {Of(samples.Select(s => s.Call))} |");

    private static string Of(IEnumerable<TimeSpan> times)
    {
        var ordered = times.Order().ToArray();
        return $"{Format.Milliseconds(ordered[ordered.Length / 2])} / {Format.Milliseconds(ordered[ordered.Length * 99 / 100])}";
    }
}
