namespace EventSourcing.Testing.Stores;

using static StoreScene;
using static TagRules;

/// <summary>Appends on the condition that nothing has happened meanwhile.</summary>
internal static class ConditionRules
{
    private static readonly TagQuery Course = TagQuery.AllTags("course");

    public static void AddTo(CaseList cases)
    {
        AddPositions(cases);
        AddQueries(cases);
        AddOrder(cases);
    }

    private static void AddPositions(CaseList cases)
    {
        cases.Add("ST-12", "a condition holds where no event of its query is stored", async s =>
        {
            await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Tagged("1", "student"), Note("2")).ConfigureAwait(false);
            await AcceptedAsync(s, new AppendCondition(Course)).ConfigureAwait(false);
        });
        cases.Add("ST-12", "a condition without a position is broken by any event of its query, however old", async s =>
        {
            var first = await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Tagged("1", "course")).ConfigureAwait(false);
            await s.StreamOfAsync(300).ConfigureAwait(false);
            await RefusedAsync(s, new AppendCondition(Course), first.FirstPosition).ConfigureAwait(false);
        });
        cases.Add("ST-12", "a condition is broken by an event after its position, and not by one at or before it", async s =>
        {
            await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Tagged("1", "course")).ConfigureAwait(false);
            var known = await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Tagged("2", "course")).ConfigureAwait(false);
            var condition = new AppendCondition(Course, known.LastPosition);
            await AcceptedAsync(s, condition).ConfigureAwait(false);
            await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Tagged("3", "student")).ConfigureAwait(false);
            await AcceptedAsync(s, condition).ConfigureAwait(false);
            var broken = await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Tagged("4", "course")).ConfigureAwait(false);
            await RefusedAsync(s, condition, broken.LastPosition).ConfigureAwait(false);
        });
        cases.Add("ST-12", "the place up to which a reading of the query has looked is a place for the condition", async s =>
        {
            await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Tagged("1", "course"), Note("2")).ConfigureAwait(false);
            for (var round = 0; round < 3; round++)
            {
                var scan = new FeedScan();
                await s.ReadAllAsync(options: new() { Tags = Course, Scan = scan }).ConfigureAwait(false);
                await s.Atomic.AppendAsync([new(NewStream(), ExpectedVersion.NoStream, [Tagged("next", "course")])], new AppendCondition(Course, scan.Position)).ConfigureAwait(false);
            }

            Expect.Equal(4, (await s.ReadAllAsync(options: new() { Tags = Course }).ConfigureAwait(false)).Count, "How many events the query gives");
        });
        cases.Add("ST-12", "the events of the append itself do not break its condition", async s =>
        {
            var stream = NewStream();
            await s.Atomic.AppendAsync(
                [new(stream, ExpectedVersion.NoStream, [Tagged("1", "course"), Tagged("2", "course")]), new(NewStream(), ExpectedVersion.NoStream, [Tagged("3", "course")])],
                new AppendCondition(Course)).ConfigureAwait(false);
            Expect.Equal(3, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
            await RefusedAsync(s, new AppendCondition(Course), matching: null).ConfigureAwait(false);
        });
        cases.Add("ST-12", "a position of another store in a condition is refused, and nothing is stored", async s =>
        {
            var other = await s.AnotherStoreAsync().ConfigureAwait(false);
            var foreign = await other.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(1)).ConfigureAwait(false);
            await Expect.ThrowsAsync<PositionMismatchException>(
                () => s.Atomic.AppendAsync([new(NewStream(), ExpectedVersion.Any, Notes(1))], new AppendCondition(Course, foreign.LastPosition)).AsTask(), "A condition with a position of another store").ConfigureAwait(false);
            Expect.Equal(null, await s.Store.GetHeadAsync().ConfigureAwait(false), "The end of the feed");
        });
    }

    private static void AddQueries(CaseList cases)
    {
        foreach (var (what, query, broken) in new (string What, TagQuery Query, bool Broken)[]
        {
            ("asks for all tags of an event", TagQuery.AllTags("course", "student"), true),
            ("asks for a tag more than an event has", TagQuery.AllTags("course", "student", "room"), false),
            ("asks for tags that no single event has", TagQuery.AllTags("course", "room"), false),
            ("asks for a tag in another case", TagQuery.AllTags("Course"), false),
            ("has one criterion of several that an event meets", new TagQuery(new TagCriterion("nothing"), new TagCriterion("room")), true),
            ("asks for the tag and the name of an event", new TagQuery(new TagCriterion("course") { EventNames = [ContractCodecs.Note] }), true),
            ("asks for the tag of one event and the name of another", new TagQuery(new TagCriterion("course") { EventNames = [ContractCodecs.Correction] }), false),
            ("asks for the tag and a former name of an event", new TagQuery(new TagCriterion("room") { EventNames = [ContractCodecs.FormerCorrection] }), true),
            ("asks for no name", new TagQuery(new TagCriterion("course") { EventNames = [] }), false),
        })
        {
            cases.Add("ST-12", $"a condition {(broken ? "is broken" : "holds")} where its query {what}", async s =>
            {
                await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Tagged("1", "student", "course"), new NewEvent(new NoteCorrected("2")) { Tags = ["room"] }, Note("3")).ConfigureAwait(false);
                if (broken) await RefusedAsync(s, new AppendCondition(query), matching: null).ConfigureAwait(false);
                else await AcceptedAsync(s, new AppendCondition(query)).ConfigureAwait(false);
            });
        }

        cases.Add("ST-12", "an event that cannot be read breaks a condition", async s =>
        {
            var sealedNote = await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, new NewEvent(new NoteSealed(false, true)) { Tags = ["course"] }).ConfigureAwait(false);
            await RefusedAsync(s, new AppendCondition(Course), sealedNote.LastPosition).ConfigureAwait(false);
        });
        cases.Add("ST-12", "a condition looks at events of every tenant", async s =>
        {
            var red = await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, new NewEvent(new NoteTaken("1"), new EventMetadata { Tenant = "red" }) { Tags = ["course"] }).ConfigureAwait(false);
            await RefusedAsync(s, new AppendCondition(Course), red.LastPosition).ConfigureAwait(false);
        });
    }

    private static void AddOrder(CaseList cases)
    {
        cases.Add("ST-12", "a repetition is found before its condition is looked at, which the first append has broken", async s =>
        {
            StreamAppend[] appends = [new(NewStream(), ExpectedVersion.NoStream, [Tagged("1", "course")]), new(NewStream(), ExpectedVersion.NoStream, [Tagged("2", "course")])];
            var first = await s.Atomic.AppendAsync(appends, new AppendCondition(Course)).ConfigureAwait(false);
            Expect.Sequence(first, await s.Atomic.AppendAsync(appends, new AppendCondition(Course)).ConfigureAwait(false), "The results of the repetition");
            Expect.Equal(2, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
        cases.Add("ST-12", "a duplicate and a version conflict are told before a broken condition", async s =>
        {
            var (stream, stored) = (NewStream(), Tagged("1", "course"));
            await s.AppendAsync(stream, ExpectedVersion.NoStream, stored).ConfigureAwait(false);
            var condition = new AppendCondition(Course);
            await Expect.ThrowsAsync<DuplicateEventException>(() => s.Atomic.AppendAsync([new(NewStream(), ExpectedVersion.Any, [stored])], condition).AsTask(), "A duplicate on a broken condition").ConfigureAwait(false);
            await Expect.ThrowsAsync<ConcurrencyException>(() => s.Atomic.AppendAsync([new(stream, ExpectedVersion.NoStream, Notes(1))], condition).AsTask(), "A conflict on a broken condition").ConfigureAwait(false);
        });
        cases.Add("ST-12", "expected versions count beside a condition that holds", async s =>
        {
            var stream = await s.StreamOfAsync(2).ConfigureAwait(false);
            await Expect.ThrowsAsync<ConcurrencyException>(
                () => s.Atomic.AppendAsync([new(stream, ExpectedVersion.Exactly(1), [Tagged("x", "course")])], new AppendCondition(Course)).AsTask(), "A conflict on a condition that holds").ConfigureAwait(false);
            Expect.Equal(2, (await s.ReadAllAsync().ConfigureAwait(false)).Count, "How many events are stored");
        });
    }

    private static async Task AcceptedAsync(StoreScene scene, AppendCondition condition)
    {
        var result = (await scene.Atomic.AppendAsync([new(NewStream(), ExpectedVersion.NoStream, Notes(1))], condition).ConfigureAwait(false)).Single();
        Expect.Equal(result.LastPosition, await scene.Store.GetHeadAsync().ConfigureAwait(false), "The end of the feed after an append on a condition that holds");
    }

    private static async Task RefusedAsync(StoreScene scene, AppendCondition condition, GlobalPosition? matching)
    {
        var head = await scene.Store.GetHeadAsync().ConfigureAwait(false);
        var streams = new[] { NewStream(), NewStream() };
        var error = await Expect.ThrowsAsync<AppendConditionException>(
            () => scene.Atomic.AppendAsync([.. streams.Select(x => new StreamAppend(x, ExpectedVersion.NoStream, Notes(1)))], condition).AsTask(), "An append on a condition that is broken").ConfigureAwait(false);
        Expect.True(ReferenceEquals(condition, error.Condition), "The error has the condition");
        if (matching is { } position) Expect.Equal(position, error.Matching, "The place of the event that breaks it");
        Expect.Equal(head, await scene.Store.GetHeadAsync().ConfigureAwait(false), "The end of the feed after the refusal");
        foreach (var stream in streams) Expect.Equal(0, await scene.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of a stream after the refusal");
    }
}
