using System.Collections.Concurrent;
using System.Globalization;

namespace EventSourcing.CrashWriter;

/// <summary>
/// Callers that append in all ways at once: with each expected version, to streams that all share and to such of their own, to several at once, on conditions.
/// A batch whose append fails is sent again until the store has answered, as a careful caller does.
/// </summary>
/// <param name="store">Where to append.</param>
/// <param name="name">What the batches' names begin with; another load's must be another.</param>
/// <param name="seed">Decides what each caller does.</param>
public sealed class MixedLoad(IEventStore store, string name, int seed)
{
    /// <summary>What stands between a batch's name and which stream's share it is, where one append goes to several.</summary>
    public const char Share = '~';

    private const int HotStreams = 3;

    /// <summary>The batches that are stored.</summary>
    public ConcurrentDictionary<string, Acknowledgement> Acknowledged { get; } = [];

    /// <summary>The batches that were refused: by a conflict, or by their condition.</summary>
    public ConcurrentBag<string> Refused { get; } = [];

    /// <summary>The failures of the store that callers have seen.</summary>
    public ConcurrentQueue<EventStoreException> Failures { get; } = [];

    /// <summary>Called with each batch once it is known to be stored.</summary>
    public Action<Acknowledgement>? OnAcknowledged { get; init; }

    /// <summary>Called with each batch that was refused.</summary>
    public Action<string>? OnRefused { get; init; }

    /// <summary>Lets callers append.</summary>
    /// <param name="callers">How many at once.</param>
    /// <param name="batches">How many batches each.</param>
    /// <param name="cancellationToken">Ends the load between two batches of each caller.</param>
    public Task RunAsync(int callers, int batches, CancellationToken cancellationToken = default) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => RunCallerAsync(caller, batches, cancellationToken), CancellationToken.None)));

    private async Task RunCallerAsync(int caller, int batches, CancellationToken cancellationToken)
    {
        var random = new Random(unchecked((seed * 7919) + caller));
        for (var i = 0; i < batches && !cancellationToken.IsCancellationRequested; i++)
        {
            var batch = string.Create(CultureInfo.InvariantCulture, $"{name}/{caller}/{i}");
            var hot = Piece($"hot-{random.Next(HotStreams)}");
            var own = Piece($"{name}-{caller}");
            var size = random.Next(1, 5);
            switch (random.Next(10))
            {
                case 0 or 1:
                    await AppendAsync(hot, ExpectedVersion.Any, batch, size);
                    break;
                case 2 or 3:
                    await AppendAsync(own, ExpectedVersion.Any, batch, size);
                    break;
                case 4:
                    await AppendAsync(Piece($"new-{name}-{caller}-{Number(i)}"), ExpectedVersion.NoStream, batch, size);
                    break;
                case 5:
                    await AppendAsync(Piece($"first-{Number(i)}"), ExpectedVersion.NoStream, batch, size);
                    break;
                case 6:
                    await AppendAsync(hot, ExpectedVersion.Exactly(await AskAsync(() => store.GetVersionAsync(hot, CancellationToken.None))), batch, size);
                    break;
                case 7:
                    await AppendAsync(own, ExpectedVersion.Exactly(await AskAsync(() => store.GetVersionAsync(own, CancellationToken.None))), batch, size);
                    break;
                case 8:
                    await AppendAllAsync(batch, [Of(hot, ExpectedVersion.Any, $"{batch}{Share}1", size), Of(own, ExpectedVersion.Any, $"{batch}{Share}2", 1), Of(Piece($"hot-{HotStreams}"), ExpectedVersion.Any, $"{batch}{Share}3", 2)], null);
                    break;
                default:
                    var tag = $"tag-{Number(random.Next(2))}";
                    var seen = await AskAsync(() => store.GetHeadAsync(CancellationToken.None));
                    await AppendAllAsync(batch, [new StreamAppend(own, ExpectedVersion.Any, PieceWritten.BatchOf(batch, size, tag))], new AppendCondition(TagQuery.AllTags(tag), seen));
                    break;
            }
        }
    }

    private async Task AppendAsync(StreamId stream, ExpectedVersion expected, string batch, int size)
    {
        var events = PieceWritten.BatchOf(batch, size);
        try
        {
            Acknowledge(batch, size, await AskAsync(() => store.AppendAsync(stream, expected, events, CancellationToken.None)));
        }
        catch (ConcurrencyException)
        {
            Refuse(batch);
        }
    }

    private async Task AppendAllAsync(string batch, StreamAppend[] appends, AppendCondition? condition)
    {
        try
        {
            foreach (var (append, result) in appends.Zip(await AskAsync(() => ((IAtomicEventStore)store).AppendAsync(appends, condition, CancellationToken.None))))
                Acknowledge(((PieceWritten)append.Events[0].Data).Batch, append.Events.Count, result);
        }
        catch (AppendConditionException)
        {
            Refuse(batch);
        }
    }

    private async Task<T> AskAsync<T>(Func<ValueTask<T>> ask)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (EventStoreException e) when (e.OutcomeUnknown || e.IsTransient)
            {
                Failures.Enqueue(e);
                await Task.Delay(Random.Shared.Next(5, 40), CancellationToken.None);
            }
        }
    }

    private void Acknowledge(string batch, int size, AppendResult result)
    {
        var acknowledged = new Acknowledgement(batch, result.Stream.Key, result.Version, size);
        Acknowledged[batch] = acknowledged;
        OnAcknowledged?.Invoke(acknowledged);
    }

    private void Refuse(string batch)
    {
        Refused.Add(batch);
        OnRefused?.Invoke(batch);
    }

    private static StreamAppend Of(StreamId stream, ExpectedVersion expected, string batch, int size) => new(stream, expected, PieceWritten.BatchOf(batch, size));

    private static StreamId Piece(string key) => new("piece", key);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
