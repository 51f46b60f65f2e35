namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>What a reading of a category gives.</summary>
internal static class CategoryRules
{
    private static readonly DateTimeOffset Noon = new(2024, 3, 31, 12, 0, 0, TimeSpan.Zero);

    public static void AddTo(CaseList cases)
    {
        cases.Add("ST-5", "a category gives the events of all its streams in the order of the feed, and no others", async s =>
        {
            var (first, second) = (NewStream("order"), NewStream("order"));
            for (var i = 0; i < 6; i++)
            {
                await s.AppendAsync(i % 2 == 0 ? first : second, ExpectedVersion.Any, Notes(1, from: i + 1)).ConfigureAwait(false);
                await s.AppendAsync(NewStream(i % 2 == 0 ? "orders" : "orde"), ExpectedVersion.Any, Note("other")).ConfigureAwait(false);
            }

            var events = await s.ReadCategoryAsync("order").ConfigureAwait(false);
            Expect.Sequence(Numbers(1, 6), TextsOf(events), "The events of the category");
            Expect.True(events.Zip(events.Skip(1)).All(pair => pair.First.Position < pair.Second.Position), "Each position lies behind the one before");
        });
        cases.Add("ST-5", "a category without streams gives nothing", async s =>
        {
            await s.StreamOfAsync(3).ConfigureAwait(false);
            var scan = new FeedScan();
            Expect.Equal(0, (await s.ReadCategoryAsync("nowhere", new() { Scan = scan }).ConfigureAwait(false)).Count, "How many events it gives");
            Expect.Equal((await s.Store.GetHeadAsync().ConfigureAwait(false), true), (scan.Position, scan.ReachedHead), "How far the store has looked");
        });
        cases.Add("ST-5", "a category is resumed after a position, without the event there", async s =>
        {
            await s.StreamOfAsync(1).ConfigureAwait(false);
            await s.StreamOfAsync(6, "order").ConfigureAwait(false);
            var scan = new FeedScan();
            var first = await s.ReadCategoryAsync("order", new() { Limit = 4, Scan = scan }).ConfigureAwait(false);
            Expect.Equal((first[^1].Position, false), (scan.Position!.Value, scan.ReachedHead), "How far the store has looked");
            Expect.Sequence(Numbers(5, 6), TextsOf(await s.ReadCategoryAsync("order", new() { After = scan.Position, Scan = scan }).ConfigureAwait(false)), "What is left");
            Expect.True(scan.ReachedHead, "The second reading has come to the end");
        });
        cases.Add("ST-5", "a category is filtered by name, tenant and limit", async s =>
        {
            var stream = NewStream("order");
            for (var i = 1; i <= 8; i++)
            {
                var metadata = new EventMetadata { Tenant = i <= 6 ? "red" : "blue" };
                await s.AppendAsync(stream, ExpectedVersion.Any, new NewEvent(i % 2 == 0 ? new NoteCorrected($"{i}") : new NoteTaken($"{i}"), metadata)).ConfigureAwait(false);
            }

            Expect.Sequence(["2", "4"], TextsOf(await s.ReadCategoryAsync("order", new() { EventNames = [ContractCodecs.FormerCorrection], Tenant = "red", Limit = 2 }).ConfigureAwait(false)), "The first two corrections of one tenant");
            Expect.Equal(0, (await s.ReadCategoryAsync("order", new() { EventNames = [] }).ConfigureAwait(false)).Count, "How many events pass an empty list of names");
        });
        AddInstants(cases);
    }

    private static void AddInstants(CaseList cases)
    {
        foreach (var (name, from, expected) in new (string Name, DateTimeOffset From, string[] Expected)[]
        {
            ("is inclusive", Noon, ["noon", "later", "much later"]),
            ("compares instants, and not their texts, east of Greenwich", Noon.ToOffset(TimeSpan.FromHours(14)), ["noon", "later", "much later"]),
            ("compares instants, and not their texts, west of Greenwich", Noon.ToOffset(TimeSpan.FromHours(-12)), ["noon", "later", "much later"]),
            ("counts microseconds", Noon.AddMicroseconds(1), ["later", "much later"]),
            ("does not exclude an event by what is finer than a microsecond", Noon.AddTicks(9), ["noon", "later", "much later"]),
            ("before everything gives everything", DateTimeOffset.MinValue, ["noon", "long ago", "later", "much later", "earlier"]),
            ("after everything gives nothing", DateTimeOffset.MaxValue, []),
            ("before 1970", new DateTimeOffset(1968, 12, 24, 0, 0, 0, TimeSpan.Zero), ["noon", "long ago", "later", "much later", "earlier"]),
        })
        {
            cases.Add("ST-5", $"the first instant of a category's events {name}", async s =>
            {
                // Not in the order of the feed: what counts is each event's own instant.
                var stream = NewStream("order");
                foreach (var (text, at) in new[]
                {
                    ("noon", Noon.ToOffset(TimeSpan.FromHours(5.5))), ("long ago", new DateTimeOffset(1968, 12, 24, 9, 30, 0, TimeSpan.Zero)), ("later", Noon.AddMicroseconds(1)),
                    ("much later", Noon.AddYears(900)), ("earlier", Noon.AddMicroseconds(-1)),
                })
                {
                    await s.AppendAsync(stream, ExpectedVersion.Any, Note(text, new EventMetadata { OccurredAt = at })).ConfigureAwait(false);
                }

                Expect.Sequence(expected, TextsOf(await s.ReadCategoryAsync("order", new() { OccurredFrom = from }).ConfigureAwait(false)), $"The events from {from:O} on");
            });
        }
    }
}
