namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>Events are found by their tags. That tags come back with the metadata is a rule of <see cref="MetadataRules"/>.</summary>
internal static class TagRules
{
    public static void AddTo(CaseList cases)
    {
        foreach (var (name, options, expected) in new (string Name, FeedReadOptions Options, string[] Expected)[]
        {
            ("by a tag", new() { Tags = TagQuery.AllTags("a") }, ["1", "2", "5", "7"]),
            ("by a tag that nothing has", new() { Tags = TagQuery.AllTags("z") }, []),
            ("by a tag that differs in case", new() { Tags = TagQuery.AllTags("A") }, ["6"]),
            ("by a part of a tag", new() { Tags = TagQuery.AllTags("course") }, []),
            ("by two tags, of which an event must have both", new() { Tags = TagQuery.AllTags("a", "b") }, ["2", "7"]),
            ("by three tags, of which an event must have all", new() { Tags = TagQuery.AllTags("a", "b", "course:1") }, ["7"]),
            ("by two tags that no event has both", new() { Tags = TagQuery.AllTags("A", "b") }, []),
            ("by either of two tags", new() { Tags = new(new TagCriterion("b"), new TagCriterion("A")) }, ["2", "3", "6", "7"]),
            ("by either of two groups of tags", new() { Tags = new(new TagCriterion("a", "b"), new TagCriterion("A")) }, ["2", "6", "7"]),
            ("by groups that overlap, each event once", new() { Tags = new(new TagCriterion("a"), new TagCriterion("b"), new TagCriterion("a", "b")) }, ["1", "2", "3", "5", "7"]),
            ("by one tag given twice", new() { Tags = new(new TagCriterion("b", "b"), new TagCriterion("b")) }, ["2", "3", "7"]),
            ("by a tag and a name of the criterion", new() { Tags = new(new TagCriterion("a") { EventNames = [ContractCodecs.Correction] }) }, ["2"]),
            ("by a tag and a former name of the criterion", new() { Tags = new(new TagCriterion("a") { EventNames = [ContractCodecs.FormerCorrection] }) }, ["2"]),
            ("by a tag and no name of the criterion", new() { Tags = new(new TagCriterion("a") { EventNames = [] }) }, []),
            ("by criteria with names of their own", new() { Tags = new(new TagCriterion("a") { EventNames = [ContractCodecs.Correction] }, new TagCriterion("b") { EventNames = [ContractCodecs.Note] }) }, ["2", "3", "7"]),
            ("by a tag and a name", new() { Tags = TagQuery.AllTags("a"), EventNames = [ContractCodecs.Note] }, ["1", "5", "7"]),
            ("by a tag, a name and a name of the criterion that exclude each other", new() { Tags = new(new TagCriterion("a") { EventNames = [ContractCodecs.Correction] }), EventNames = [ContractCodecs.Note] }, []),
            ("by a tag and a category", new() { Tags = TagQuery.AllTags("a"), Categories = ["order"] }, ["5", "7"]),
            ("by a tag and a tenant", new() { Tags = TagQuery.AllTags("a"), Tenant = "red" }, ["1", "5"]),
            ("by a tag, with a limit that counts what passes", new() { Tags = TagQuery.AllTags("a"), Limit = 2 }, ["1", "2"]),
        })
        {
            cases.Add("ST-12", $"the feed filtered {name}", async s =>
            {
                await TaggedFeedAsync(s).ConfigureAwait(false);
                Expect.Sequence(expected, TextsOf(await s.ReadAllAsync(options: options).ConfigureAwait(false)), $"The feed filtered {name}");
            });
        }

        cases.Add("ST-12", "tags with quotes, separators, letters of any script and up to their full length find their event", async s =>
        {
            string[] tags = ["a,b", "{\"x\":1}", "[\"a\"]", "it's", "100%_", "a\\b", "\\u0061", "курс", "课程👩‍👧", "\u00e9", "e\u0301", " ", "a ", new string('t', 250), new string('键', 250)];
            foreach (var tag in tags) await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Tagged(tag, tag)).ConfigureAwait(false);
            foreach (var tag in tags)
                Expect.Sequence([tag], TextsOf(await s.ReadAllAsync(options: new() { Tags = TagQuery.AllTags(tag) }).ConfigureAwait(false)), $"The events with the tag '{tag}'");
        });
        cases.Add("ST-12", "tags of an append to several streams find their events", async s =>
        {
            await s.Atomic.AppendAsync([new(NewStream(), ExpectedVersion.NoStream, [Tagged("1", "a"), Note("2")]), new(NewStream(), ExpectedVersion.NoStream, [Tagged("3", "a", "b")])]).ConfigureAwait(false);
            Expect.Sequence(["1", "3"], TextsOf(await s.ReadAllAsync(options: new() { Tags = TagQuery.AllTags("a") }).ConfigureAwait(false)), "The events with the tag");
        });
        cases.Add("ST-12", "tags of a refused append find nothing", async s =>
        {
            var stored = Note();
            var stream = NewStream();
            await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, stored).ConfigureAwait(false);
            await Expect.ThrowsAsync<DuplicateEventException>(() => s.AppendAsync(stream, ExpectedVersion.Any, Tagged("1", "a"), stored), "An append that ends in a stored event").ConfigureAwait(false);
            await s.AppendAsync(stream, ExpectedVersion.NoStream, Notes(3)).ConfigureAwait(false);
            Expect.Equal(0, (await s.ReadAllAsync(options: new() { Tags = TagQuery.AllTags("a") }).ConfigureAwait(false)).Count, "How many events have the tag");
        });
        cases.Add("ST-12", "an event with the tags of a criterion, and a name that it does not ask for, is passed over though it cannot be read", async s =>
        {
            await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Tagged("1", "a"), new NewEvent(new NoteSealed(false, true)) { Tags = ["a"] }, Tagged("3", "a")).ConfigureAwait(false);
            var named = new FeedReadOptions { Tags = new(new TagCriterion("a") { EventNames = [ContractCodecs.Note] }) };
            Expect.Sequence(["1", "3"], TextsOf(await s.ReadAllAsync(options: named).ConfigureAwait(false)), "The events that are asked for");
            await Expect.ThrowsAsync<SerializationException>(() => s.ReadAllAsync(options: new() { Tags = TagQuery.AllTags("a") }), "A reading of all events with the tag").ConfigureAwait(false);
        });
        cases.Add("ST-12", "a criterion with an unknown name is refused, by readings and by conditions", async s =>
        {
            var query = new TagQuery(new TagCriterion("a") { EventNames = ["contract-note-take"] });
            await Expect.ThrowsAsync<ArgumentException>(() => s.ReadAllAsync(options: new() { Tags = query }), "A reading with an unknown name").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(
                () => s.Atomic.AppendAsync([new(NewStream(), ExpectedVersion.Any, Notes(1))], new AppendCondition(query)).AsTask(), "A condition with an unknown name").ConfigureAwait(false);
        });
        cases.Add("ST-12", "a sparse filter by tags advances over what does not pass, before and behind, and can be resumed", async s =>
        {
            await s.StreamOfAsync(700).ConfigureAwait(false);
            var first = await s.AppendAsync(NewStream(), ExpectedVersion.Any, Tagged("first", "rare")).ConfigureAwait(false);
            await s.StreamOfAsync(700).ConfigureAwait(false);
            await s.AppendAsync(NewStream(), ExpectedVersion.Any, Tagged("second", "rare")).ConfigureAwait(false);
            await s.StreamOfAsync(700).ConfigureAwait(false);
            var (scan, query) = (new FeedScan(), TagQuery.AllTags("rare"));
            Expect.Sequence(["first"], TextsOf(await s.ReadAllAsync(options: new() { Tags = query, Limit = 1, Scan = scan }).ConfigureAwait(false)), "What the first reading gives");
            Expect.Equal((first.LastPosition, false), (scan.Position!.Value, scan.ReachedHead), "How far it has looked");
            Expect.Sequence(["second"], TextsOf(await s.ReadAllAsync(scan.Position, new() { Tags = query, Scan = scan }).ConfigureAwait(false)), "What the second reading gives");
            Expect.Equal((await s.Store.GetHeadAsync().ConfigureAwait(false), true), (scan.Position, scan.ReachedHead), "How far it has looked");
        });
    }

    public static NewEvent Tagged(string text, params string[] tags) => new(new NoteTaken(text)) { Tags = tags };

    /// <summary>Seven events in two categories; the second is a correction, the fourth has no tags.</summary>
    private static async Task TaggedFeedAsync(StoreScene scene)
    {
        var (red, blue) = (new EventMetadata { Tenant = "red" }, new EventMetadata { Tenant = "blue" });
        await scene.AppendAsync(
            NewStream(),
            ExpectedVersion.NoStream,
            new NewEvent(new NoteTaken("1"), red) { Tags = ["a"] },
            new NewEvent(new NoteCorrected("2"), blue) { Tags = ["b", "a"] },
            Tagged("3", "b", "course:1"),
            Note("4", red)).ConfigureAwait(false);
        await scene.AppendAsync(NewStream("order"), ExpectedVersion.NoStream, new NewEvent(new NoteTaken("5"), red) { Tags = ["a", "course:2"] }, Tagged("6", "A"), Tagged("7", "course:1", "b", "a")).ConfigureAwait(false);
    }
}
