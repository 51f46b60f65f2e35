using System.Text;

namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>One event by its id, and the streams of a category.</summary>
internal static class DirectoryRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("ST-3", "an event is found by its id, whole", async s =>
        {
            var stream = NewStream();
            NewEvent[] batch = [.. Notes(2), Note("sought", MetadataRules.Full()), Note()];
            await s.AppendAsync(stream, ExpectedVersion.NoStream, batch).ConfigureAwait(false);
            var found = await s.Directory.FindEventAsync(batch[2].Metadata.EventId).ConfigureAwait(false);
            var read = (await s.ReadAsync(stream).ConfigureAwait(false))[2];
            Expect.Equal(
                (stream, 3L, read.Position, ContractCodecs.Note, 1, read.RecordedAt, (object)new NoteTaken("sought"), batch[2].Metadata),
                (found!.Stream, found.Version, found.Position, found.Name, found.SchemaVersion, found.RecordedAt, found.Data, found.Metadata),
                "The event that was found");
        });
        cases.Add("ST-3", "an id that is not stored finds nothing", async s =>
        {
            await s.StreamOfAsync(1).ConfigureAwait(false);
            Expect.Equal(null, await s.Directory.FindEventAsync(Guid.NewGuid()).ConfigureAwait(false), "What an unknown id finds");
        });
        cases.Add("ST-3", "the streams of a category are listed with their versions, and no others", async s =>
        {
            var streams = new List<StreamSummary>();
            for (var i = 1; i <= 5; i++) streams.Add(new StreamSummary(await s.StreamOfAsync(i, "order").ConfigureAwait(false), i));
            await s.StreamOfAsync(1, "orders").ConfigureAwait(false);
            Expect.Sequence(
                streams.OrderBy(x => x.Stream.Key, StringComparer.Ordinal),
                await ListAsync(s.Directory.ListStreamsAsync("order")).ConfigureAwait(false),
                "The streams of the category");
            Expect.Equal(0, (await ListAsync(s.Directory.ListStreamsAsync("nowhere")).ConfigureAwait(false)).Count, "How many streams an unknown category has");
        });
        cases.Add("ST-3", "streams are listed in the order of their keys' UTF-8 bytes", async s =>
        {
            string[] keys = ["a", "A", "aa", "a ", "ä", "z", "1", "10", "2", "\uff5e", "👩", "键", "\ue000"];
            foreach (var key in keys) await s.AppendAsync(new StreamId("note", key), ExpectedVersion.NoStream, Note()).ConfigureAwait(false);
            Expect.Sequence(
                keys.OrderBy(k => Convert.ToHexString(Encoding.UTF8.GetBytes(k)), StringComparer.Ordinal),
                (await ListAsync(s.Directory.ListStreamsAsync("note")).ConfigureAwait(false)).Select(x => x.Stream.Key),
                "The keys as they are listed");
        });
        cases.Add("ST-3", "a long list of streams is complete", async s =>
        {
            var keys = Enumerable.Range(0, 1_200).Select(i => $"{i:D5}").ToArray();
            foreach (var key in keys) await s.AppendAsync(new StreamId("note", key), ExpectedVersion.NoStream, Note()).ConfigureAwait(false);
            Expect.Sequence(keys, (await ListAsync(s.Directory.ListStreamsAsync("note")).ConfigureAwait(false)).Select(x => x.Stream.Key), "The keys as they are listed");
        });
        cases.Add("ST-3", "questions to the directory can be cancelled, and end with the store", async s =>
        {
            var cancelled = new CancellationToken(canceled: true);
            await s.StreamOfAsync(1).ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(() => s.Directory.FindEventAsync(Guid.NewGuid(), cancelled).AsTask(), "A search with a cancelled token").ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(() => ListAsync(s.Directory.ListStreamsAsync("note", cancelled)), "A listing with a cancelled token").ConfigureAwait(false);
            await s.Store.DisposeAsync().ConfigureAwait(false);
            await Expect.ThrowsAsync<ObjectDisposedException>(() => s.Directory.FindEventAsync(Guid.NewGuid()).AsTask(), "A search after the store was disposed of").ConfigureAwait(false);
            await Expect.ThrowsAsync<ObjectDisposedException>(() => ListAsync(s.Directory.ListStreamsAsync("note")), "A listing after the store was disposed of").ConfigureAwait(false);
        });
        cases.Add("ST-5", "an empty category is refused by the listing", async s =>
            await Expect.ThrowsAsync<ArgumentException>(() => ListAsync(s.Directory.ListStreamsAsync("")), "A listing of the category ''").ConfigureAwait(false));
    }
}
