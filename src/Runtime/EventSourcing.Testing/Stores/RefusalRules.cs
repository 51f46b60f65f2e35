namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>What is refused before anything is written.</summary>
internal static class RefusalRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("ST-1", "an append without events is refused", async s =>
        {
            var stream = NewStream();
            await Expect.ThrowsAsync<ArgumentException>(() => s.AppendAsync(stream, ExpectedVersion.Any), "An append of an empty list").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(() => s.AppendAsync(stream, ExpectedVersion.Any, null!), "An append of null").ConfigureAwait(false);
            Expect.Equal(0, await s.Store.GetVersionAsync(stream).ConfigureAwait(false), "The version of the stream");
        });
        cases.Add("ST-1", "a batch with null in it is refused whole", async s =>
        {
            await Expect.ThrowsAsync<ArgumentException>(() => s.AppendAsync(NewStream(), ExpectedVersion.Any, Note(), null!), "An append with a null event").ConfigureAwait(false);
            await NothingIsStored(s).ConfigureAwait(false);
        });
        cases.Add("ST-1", "an append that does not say what it expects is refused", async s =>
        {
            await Expect.ThrowsAsync<ArgumentException>(() => s.AppendAsync(NewStream(), default, Note()), "An append with default(ExpectedVersion)").ConfigureAwait(false);
            await NothingIsStored(s).ConfigureAwait(false);
        });
        cases.Add("ST-1", "default(StreamId) is refused everywhere", async s =>
        {
            await Expect.ThrowsAsync<ArgumentException>(() => s.AppendAsync(default, ExpectedVersion.Any, Note()), "An append to default(StreamId)").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(() => s.ReadAsync(default), "A reading of default(StreamId)").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(() => s.Store.GetVersionAsync(default).AsTask(), "The version of default(StreamId)").ConfigureAwait(false);
        });
        cases.Add("ST-5", "an empty category is refused", async s =>
            await Expect.ThrowsAsync<ArgumentException>(() => s.ReadCategoryAsync(""), "A reading of the category ''").ConfigureAwait(false));
        cases.Add("EV-6", "an event that the catalog does not list is refused, and the batch with it", async s =>
        {
            var stream = NewStream();
            var error = await Expect.ThrowsAsync<UnregisteredEventException>(
                () => s.AppendAsync(stream, ExpectedVersion.Any, Note(), new NewEvent(new NoteForgotten("x")), Note()), "An append of an unregistered event between two others").ConfigureAwait(false);
            Expect.Equal((typeof(NoteForgotten), stream), (error.EventType, error.Stream), "What the error says");
            await NothingIsStored(s).ConfigureAwait(false);
        });
        cases.Add("EV-6", "an unregistered event is told before a version conflict", async s =>
            await Expect.ThrowsAsync<UnregisteredEventException>(
                () => s.AppendAsync(NewStream(), ExpectedVersion.Exactly(7), new NewEvent(new NoteForgotten("x"))), "An append of an unregistered event with a wrong expectation").ConfigureAwait(false));
        cases.Add("EV-1", "an event that its codec refuses to write is refused, and the batch with it", async s =>
        {
            var stream = NewStream();
            var error = await Expect.ThrowsAsync<SerializationException>(
                () => s.AppendAsync(stream, ExpectedVersion.Any, Note(), new NewEvent(new NoteSealed(true, false))), "An append of an event that cannot be written").ConfigureAwait(false);
            Expect.Equal((ContractCodecs.Sealed, "refusesWriting", (StreamId?)stream), (error.EventName, error.Member, error.Stream), "What the error says");
            await NothingIsStored(s).ConfigureAwait(false);
        });
        foreach (var (what, metadata) in new[]
        {
            ("actor", new EventMetadata { Actor = "a\ud800b" }),
            ("tenant", new EventMetadata { Tenant = "\udc00" }),
            ("traceparent", new EventMetadata { TraceParent = "\ud800" }),
            ("header", new EventMetadata { Headers = new Dictionary<string, string> { ["name"] = "\ud800" } }),
            ("header's name", new EventMetadata { Headers = new Dictionary<string, string> { ["\ud800"] = "value" } }),
        })
        {
            cases.Add("EV-2", $"half of a surrogate pair in the {what} is refused, since it could not come back", async s =>
            {
                await Expect.ThrowsAsync<SerializationException>(() => s.AppendAsync(NewStream(), ExpectedVersion.Any, Note("x", metadata)), $"An append with half of a surrogate pair in the {what}").ConfigureAwait(false);
                await NothingIsStored(s).ConfigureAwait(false);
            });
        }
    }

    private static async Task NothingIsStored(StoreScene scene) =>
        Expect.Equal(null, await scene.Store.GetHeadAsync().ConfigureAwait(false), "The end of the feed after the refusal");
}
