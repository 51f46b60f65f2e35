namespace EventSourcing.Testing.Stores;

using static StoreScene;
using static UpcastScene;

/// <summary>What cannot be upcast, and what must not be appended any more.</summary>
internal static class UpcastErrorRules
{
    public static void AddTo(UpcastCaseList cases)
    {
        cases.Add("an event of a superseded type is refused before anything is stored", async s =>
        {
            var store = await s.WriteAsync(new DraftDropped("w")).ConfigureAwait(false);
            var refused = await Expect.ThrowsAsync<SupersededEventException>(
                () => store.AppendAsync(s.Stream, ExpectedVersion.Any, [new NewEvent(new DraftDropped("x")), new NewEvent(new DraftsSwapped("y"))]).AsTask(), "An append of a superseded event").ConfigureAwait(false);
            Expect.Equal((typeof(DraftsSwapped), s.Stream), (refused.EventType, refused.Stream), "What the error names");
            Expect.Sequence([typeof(DraftDropped), typeof(DraftKept)], refused.CurrentTypes, "The types to append");
            Expect.Equal(1, await store.GetVersionAsync(s.Stream).ConfigureAwait(false), "The version of the stream");
        });
        cases.Add("an upcaster that throws fails the reading after the events before, with the place of the event", async s =>
        {
            var store = await s.WriteAsync(new DraftsSwapped("w"), new DraftTorn("x"), new DraftDropped("z")).ConfigureAwait(false);
            foreach (var reading in new[] { store.ReadStreamAsync(s.Stream), store.ReadAllAsync(), store.ReadCategoryAsync("draft") })
            {
                var given = new List<RecordedEvent>();
                var failed = await Expect.ThrowsAsync<UpcastException>(
                    async () =>
                    {
                        await foreach (var @event in reading.ConfigureAwait(false)) given.Add(@event);
                    },
                    "A reading").ConfigureAwait(false);
                Expect.Sequence(["1:1/2 kept wa", "1:2/2 dropped wb"], Lines(given), "The events before");
                Expect.Equal((UpcastCatalogs.Torn, 1, s.Stream, 2L, "Drafts.Mend"), (failed.EventName, failed.SchemaVersion, failed.Stream, failed.Version, failed.Upcaster), "What the error says");
                Expect.True(failed.InnerException is System.Text.Json.JsonException, "The inner exception is what the upcaster has thrown");
            }
        });
        cases.Add("an event that cannot be upcast is passed over by a filter that it cannot match, and by bounds", async s =>
        {
            var store = await s.WriteAsync(new DraftTorn("x"), new DraftDropped("z")).ConfigureAwait(false);
            Expect.Sequence(["2:1/1 dropped z"], Lines(await ListAsync(store.ReadAllAsync(options: new() { EventNames = [UpcastCatalogs.Dropped] })).ConfigureAwait(false)), "The filtered feed");
            Expect.Sequence(["2:1/1 dropped z"], Lines(await s.ReadAsync(store, new() { FromVersion = 2 }).ConfigureAwait(false)), "The stream from version 2");
        });
        cases.Add("a version that nothing reads is an error also where a filter names its event", async s =>
        {
            var fifth = new EventCatalog([new EventDescriptor<DraftKept>(UpcastCatalogs.Saved, 5, new TextCodec<DraftKept>(e => e.Text, text => new DraftKept(text)))], []);
            var later = await s.OpenAsync(fifth).ConfigureAwait(false);
            await later.AppendAsync(s.Stream, ExpectedVersion.Any, [new NewEvent(new DraftKept("x"))]).ConfigureAwait(false);
            var third = await s.OpenAsync(UpcastCatalogs.Third).ConfigureAwait(false);
            var options = new FeedReadOptions { EventNames = [UpcastCatalogs.Saved] };
            var unknown = await Expect.ThrowsAsync<UnknownEventException>(() => ListAsync(third.ReadAllAsync(options: options)), "A reading of a later version").ConfigureAwait(false);
            Expect.Equal((UpcastCatalogs.Saved, 5), (unknown.Name, unknown.SchemaVersion), "What the error says");
            Expect.Equal(0, (await ListAsync(third.ReadAllAsync(options: new() { EventNames = [UpcastCatalogs.Dropped] })).ConfigureAwait(false)).Count, "What another filter gives");
        });
    }
}
