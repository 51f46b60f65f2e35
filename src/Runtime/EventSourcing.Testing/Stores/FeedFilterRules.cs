namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>What the filters of the feed let through, and how far the store says that it has looked.</summary>
internal static class FeedFilterRules
{
    public static void AddTo(CaseList cases)
    {
        foreach (var (name, options, expected) in new (string Name, FeedReadOptions Options, string[] Expected)[]
        {
            ("by one name", new() { EventNames = [ContractCodecs.Correction] }, ["2", "4", "6"]),
            ("by two names", new() { EventNames = [ContractCodecs.Correction, ContractCodecs.Note] }, ["1", "2", "3", "4", "5", "6"]),
            ("by a former name", new() { EventNames = [ContractCodecs.FormerCorrection] }, ["2", "4", "6"]),
            ("by a name that the catalog lists and nobody has stored", new() { EventNames = [ContractCodecs.Sealed] }, []),
            ("by no name", new() { EventNames = [] }, []),
            ("by one category", new() { Categories = ["order"] }, ["3", "4"]),
            ("by two categories", new() { Categories = ["order", "note"] }, ["1", "2", "3", "4"]),
            ("by a category that does not exist", new() { Categories = ["nowhere"] }, []),
            ("by one category that exists and one that does not", new() { Categories = ["nowhere", "parcel"] }, ["5", "6"]),
            ("by no category", new() { Categories = [] }, []),
            ("by a tenant", new() { Tenant = "red" }, ["1", "4"]),
            ("by another tenant", new() { Tenant = "blue" }, ["2", "5"]),
            ("by a tenant that differs in case", new() { Tenant = "RED" }, []),
            ("by a tenant that does not exist", new() { Tenant = "green" }, []),
            ("by name and category", new() { EventNames = [ContractCodecs.Note], Categories = ["order"] }, ["3"]),
            ("by name, category and tenant", new() { EventNames = [ContractCodecs.Correction], Categories = ["order", "parcel"], Tenant = "red" }, ["4"]),
            ("by name, with a limit that counts what passes", new() { EventNames = [ContractCodecs.Correction], Limit = 2 }, ["2", "4"]),
            ("by nothing", new(), ["1", "2", "3", "4", "5", "6"]),
        })
        {
            cases.Add("ST-4", $"the feed filtered {name}", async s =>
            {
                await MixedFeedAsync(s).ConfigureAwait(false);
                Expect.Sequence(expected, TextsOf(await s.ReadAllAsync(options: options).ConfigureAwait(false)), $"The feed filtered {name}");
            });
        }

        cases.Add("ST-4", "a filter with an unknown name is refused, and the error gives the nearest names", async s =>
        {
            await s.StreamOfAsync(1).ConfigureAwait(false);
            var name = ContractCodecs.Note + "s";
            foreach (var reading in new Func<Task>[] { () => s.ReadAllAsync(options: new() { EventNames = [name] }), () => s.ReadCategoryAsync("note", new() { EventNames = [name] }) })
            {
                var error = await Expect.ThrowsAsync<ArgumentException>(reading, $"A reading filtered by the unknown name '{name}'").ConfigureAwait(false);
                Expect.True(error.Message.Contains($"'{name}'", StringComparison.Ordinal) && error.Message.Contains($"'{ContractCodecs.Note}'", StringComparison.Ordinal), $"The error names '{name}' and the nearest name: {error.Message}");
            }
        });
        AddScans(cases);
    }

    private static void AddScans(CaseList cases)
    {
        foreach (var (name, options) in new (string Name, FeedReadOptions Options)[]
        {
            ("a name that nobody has stored", new() { EventNames = [ContractCodecs.Sealed] }),
            ("a category that does not exist", new() { Categories = ["nowhere"] }),
            ("no name at all", new() { EventNames = [] }),
            ("a tenant that does not exist", new() { Tenant = "green" }),
        })
        {
            cases.Add("ST-4", $"a filter by {name} still advances to the end of the feed", async s =>
            {
                await s.StreamOfAsync(1_200).ConfigureAwait(false);
                var scan = new FeedScan();
                Expect.Equal(0, (await s.ReadAllAsync(options: options with { Scan = scan }).ConfigureAwait(false)).Count, "How many events pass");
                Expect.Equal((await s.Store.GetHeadAsync().ConfigureAwait(false), true), (scan.Position, scan.ReachedHead), "How far the store has looked");
            });
        }

        cases.Add("ST-4", "a sparse filter advances over what does not pass, before and behind", async s =>
        {
            await s.StreamOfAsync(700).ConfigureAwait(false);
            var rare = await s.AppendAsync(NewStream(), ExpectedVersion.Any, new NewEvent(new NoteCorrected("rare"))).ConfigureAwait(false);
            await s.StreamOfAsync(700).ConfigureAwait(false);
            var scan = new FeedScan();
            await foreach (var @event in s.Store.ReadAllAsync(options: new() { EventNames = [ContractCodecs.Correction], Scan = scan }).ConfigureAwait(false))
                Expect.Equal((rare.LastPosition, rare.LastPosition, false), (@event.Position, scan.Position, scan.ReachedHead), "The event that passes, and how far the store has looked when it gives it");
            Expect.Equal((await s.Store.GetHeadAsync().ConfigureAwait(false), true), (scan.Position, scan.ReachedHead), "How far the store has looked in the end");
        });
        cases.Add("ST-4", "a reading that its limit ends has looked as far as its last event, and loses nothing when resumed there", async s =>
        {
            await MixedFeedAsync(s).ConfigureAwait(false);
            var scan = new FeedScan();
            var options = new FeedReadOptions { EventNames = [ContractCodecs.Correction], Limit = 1, Scan = scan };
            var first = await s.ReadAllAsync(options: options).ConfigureAwait(false);
            Expect.Equal((first.Single().Position, false), (scan.Position, scan.ReachedHead), "How far the store has looked");
            Expect.Sequence(["4", "6"], TextsOf(await s.ReadAllAsync(scan.Position, options with { Limit = null, Scan = null }).ConfigureAwait(false)), "What is left");
        });
        cases.Add("ST-4", "one scan serves one reading after the other", async s =>
        {
            await MixedFeedAsync(s).ConfigureAwait(false);
            var scan = new FeedScan();
            await s.ReadAllAsync(options: new() { Scan = scan }).ConfigureAwait(false);
            var again = await s.ReadAllAsync(options: new() { Scan = scan, Limit = 2 }).ConfigureAwait(false);
            Expect.Equal((again[^1].Position, false), (scan.Position, scan.ReachedHead), "How far the second reading has looked");
        });
        cases.Add("ST-4", "a scan stops before an event that cannot be read", async s =>
        {
            var stream = NewStream();
            await s.AppendAsync(stream, ExpectedVersion.Any, [.. Notes(2), new NewEvent(new NoteSealed(false, true)), Note()]).ConfigureAwait(false);
            var scan = new FeedScan();
            await Expect.ThrowsAsync<SerializationException>(() => s.ReadAllAsync(options: new() { Scan = scan }), "A reading over an event that cannot be read").ConfigureAwait(false);
            Expect.Equal(((await s.ReadAllAsync(options: new() { Limit = 2 }).ConfigureAwait(false))[^1].Position, false), (scan.Position!.Value, scan.ReachedHead), "How far the store has looked");
        });
    }

    /// <summary>Six events: two each in note, order and parcel; notes and corrections by turns; tenants red, blue, none, and again.</summary>
    private static async Task MixedFeedAsync(StoreScene scene)
    {
        string?[] tenants = ["red", "blue", null];
        var number = 0;
        foreach (var category in new[] { "note", "order", "parcel" })
        {
            var stream = NewStream(category);
            for (var i = 0; i < 2; i++)
            {
                var metadata = new EventMetadata { Tenant = tenants[number % 3] };
                var text = $"{++number}";
                await scene.AppendAsync(stream, ExpectedVersion.Any, new NewEvent(number % 2 == 1 ? new NoteTaken(text) : new NoteCorrected(text), metadata)).ConfigureAwait(false);
            }
        }
    }
}
