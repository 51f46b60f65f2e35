namespace EventSourcing.CrashWriter;

/// <summary>Follows the feed from the checkpoint in its log: to the end, up to a limit, or until it has enough, as its seed decides.</summary>
/// <param name="store">Where to read.</param>
/// <param name="log">Where it keeps what it was given.</param>
/// <param name="filter">What it asks for: <c>all</c>, <c>category</c>, <c>names</c> or <c>tags</c>.</param>
/// <param name="seed">Decides how far each reading goes.</param>
/// <param name="flaw">What it does wrong.</param>
public sealed class OutsideFollower(PostgreSqlEventStore store, FollowLog log, string filter, int seed, OutsideFlaw flaw)
{
    private readonly FeedReadOptions _options = filter switch
    {
        "all" => new FeedReadOptions(),
        "category" => new FeedReadOptions { Categories = [OutsideWriter.HotCategory] },
        "names" => new FeedReadOptions { EventNames = ["piece-marked"] },
        "tags" => new FeedReadOptions { Tags = TagQuery.AllTags(OutsideWriter.Tag(0)) },
        _ => throw new ArgumentException($"There is no filter '{filter}'.", nameof(filter)),
    };

    /// <summary>Follows until it is told to end.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        var random = new Random(seed);
        while (!end.IsCancellationRequested)
        {
            try
            {
                if (!await ReadAsync(random)) await store.WaitAsync(log.Checkpoint, TimeSpan.FromMilliseconds(100), CancellationToken.None);
            }
            catch (EventStoreException e) when (e.IsTransient)
            {
                await Task.Delay(Random.Shared.Next(10, 50), CancellationToken.None);
            }
        }
    }

    private async Task<bool> ReadAsync(Random random)
    {
        var (given, scan, last, broken) = (new List<long>(), new FeedScan(), log.Checkpoint, false);
        var enough = random.Next(3) == 0 ? random.Next(1, 60) : int.MaxValue;
        var limit = random.Next(4) == 0 ? random.Next(1, 300) : (long?)null;
        try
        {
            await foreach (var @event in store.ReadAllAsync(log.Checkpoint, _options with { Scan = scan, Limit = limit }))
            {
                given.Add(@event.Position.Value);
                last = @event.Position;
                broken = given.Count >= enough;
                if (broken) break;
            }

            if (!broken) last = scan.Position;
            if (flaw == OutsideFlaw.CheckpointPastTheCeiling && !broken && limit is null && last is { } right) last = new GlobalPosition(right.StoreId, (await store.GetFeedStatusAsync()).Drawn);
        }
        catch (EventStoreException e) when (e.IsTransient)
        {
            // What was given before is right: the checkpoint moves to the last event.
        }

        if (last is { } next && last != log.Checkpoint) log.Add(next, given);
        return given.Count > 0;
    }
}
