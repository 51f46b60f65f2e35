namespace EventSourcing.Testing.Stores;

using static StoreScene;
using static TagRules;

/// <summary>Many callers decide on the same events at once.</summary>
internal static class ConditionRaceRules
{
    private const int Callers = 8;
    private const int Rounds = 15;

    public static void AddTo(CaseList cases)
    {
        cases.Add("ST-12", "of many callers that append on one condition, to streams of their own, one wins", async s =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var query = TagQuery.AllTags($"course:{round}");
                var won = await AllAtOnce(Callers, i => TryAsync(s, new AppendCondition(query), Tagged($"{i}", $"course:{round}", $"caller:{i}"))).ConfigureAwait(false);
                Expect.Equal(1, won.Count(w => w is not null), $"How many of {Callers} callers succeed");
                Expect.Equal(1, (await s.ReadAllAsync(options: new() { Tags = query }).ConfigureAwait(false)).Count, "How many events are stored");
            }
        });
        cases.Add("ST-12", "of two callers of which each breaks the other's condition, one wins", async s =>
        {
            for (var round = 0; round < Rounds * 2; round++)
            {
                var (left, right) = ($"left:{round}", $"right:{round}");
                var won = await AllAtOnce(2, i => i == 0
                    ? TryAsync(s, new AppendCondition(TagQuery.AllTags(left)), Tagged("l", right))
                    : TryAsync(s, new AppendCondition(TagQuery.AllTags(right)), Tagged("r", left))).ConfigureAwait(false);
                Expect.Equal(1, won.Count(w => w is not null), "How many of the two succeed");
            }
        });
        cases.Add("ST-12", "an append without condition breaks a condition, or comes after it", async s =>
        {
            for (var round = 0; round < Rounds * 2; round++)
            {
                var tag = $"course:{round}";
                var results = await AllAtOnce(2, async i => i == 0
                    ? await TryAsync(s, new AppendCondition(TagQuery.AllTags(tag)), Tagged("conditional", tag)).ConfigureAwait(false)
                    : await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Tagged("plain", tag)).ConfigureAwait(false)).ConfigureAwait(false);
                if (results[0] is { } conditional)
                    Expect.True(conditional.LastPosition < results[1]!.Value.LastPosition, $"The append on the condition, at {conditional.LastPosition}, lies before the other one, at {results[1]!.Value.LastPosition}");
            }
        });
        cases.Add("ST-12", "callers that read, decide and append on what they have read never sell a seat twice", async s =>
        {
            const int Seats = 12;
            var query = TagQuery.AllTags("course:full");
            var sold = await AllAtOnce(Callers, async i =>
            {
                var mine = 0;
                while (true)
                {
                    var scan = new FeedScan();
                    var taken = (await s.ReadAllAsync(options: new() { Tags = query, Scan = scan }).ConfigureAwait(false)).Count;
                    if (taken == Seats) return mine;
                    if (await TryAsync(s, new AppendCondition(query, scan.Position), Tagged($"seat {taken}", "course:full", $"student:{i}")).ConfigureAwait(false) is not null) mine++;
                }
            }).ConfigureAwait(false);
            Expect.Equal(Seats, sold.Sum(), "How many seats were sold");
            Expect.Sequence(Enumerable.Range(0, Seats).Select(n => $"seat {n}"), TextsOf(await s.ReadAllAsync(options: new() { Tags = query }).ConfigureAwait(false)), "The seats, in order");
        });
    }

    private static async Task<AppendResult?> TryAsync(StoreScene scene, AppendCondition condition, NewEvent @event)
    {
        try
        {
            return (await scene.Atomic.AppendAsync([new(NewStream(), ExpectedVersion.NoStream, [@event])], condition).ConfigureAwait(false)).Single();
        }
        catch (AppendConditionException)
        {
            return null;
        }
    }
}
