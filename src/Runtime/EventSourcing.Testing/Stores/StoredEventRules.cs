using System.Text;
using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing.Testing.Stores;

/// <summary>An event as it is stored, read by whoever can read it or not.</summary>
internal static class StoredEventRules
{
    private const string Row = "SU-4";

    public static void AddTo(UpcastCaseList cases)
    {
        cases.Add(
            "an event is found as it is stored, and what is not stored is not found",
            async s =>
            {
                var store = await s.WriteAsync(new DraftDropped("x"), new DraftsSwapped("w")).ConfigureAwait(false);
                var read = (await s.ReadAsync(store).ConfigureAwait(false))[1];
                var found = await FindAsync(store, s.Stream, 2).ConfigureAwait(false);
                Expect.Equal(
                    (s.Stream, 2L, read.Position, read.Name, read.SchemaVersion, read.RecordedAt, read.Metadata),
                    (found!.Stream, found.Version, found.Position, found.Name, found.SchemaVersion, found.RecordedAt, found.Metadata),
                    "The event that was found");
                Expect.Equal(new DraftsSwapped("w"), found.Read(new EventSerializer(UpcastCatalogs.First))[0], "The event as it was appended, before any upcaster");
                foreach (var (stream, version) in ((StreamId, long)[])[(s.Stream, 3), (s.Stream, long.MaxValue), (StoreScene.NewStream("draft"), 1), (StoreScene.NewStream("nothing"), 1)])
                    Expect.Equal(null, await FindAsync(store, stream, version).ConfigureAwait(false), $"What is found at version {version} of {stream}");
                await Expect.ThrowsAsync<ArgumentOutOfRangeException>(() => FindAsync(store, s.Stream, 0), "A search for version 0").ConfigureAwait(false);
            },
            Row);
        cases.Add(
            "an event that nothing can read is found all the same, with its payload",
            async s =>
            {
                var store = await s.WriteAsync(new DraftDropped("the text")).ConfigureAwait(false);
                var known = await FindAsync(store, s.Stream, 1).ConfigureAwait(false);
                var ignorant = await s.OpenAsync(new EventCatalog([], [])).ConfigureAwait(false);
                var found = await FindAsync(ignorant, s.Stream, 1).ConfigureAwait(false);
                Expect.Equal((known!.Name, known.SchemaVersion, known.Metadata), (found!.Name, found.SchemaVersion, found.Metadata), "The event that was found");
                Expect.Equal(Encoding.UTF8.GetString(known.Payload.Span), Encoding.UTF8.GetString(found.Payload.Span), "Its payload");
                Expect.True(Encoding.UTF8.GetString(found.Payload.Span).Contains("the text", StringComparison.Ordinal), "The payload has the text of the event");
                await Expect.ThrowsAsync<UnknownEventException>(() => s.ReadAsync(ignorant), "A reading of the stream").ConfigureAwait(false);
            },
            Row);
        cases.Add(
            "what was removed is not found any more, and what is archived is",
            async s =>
            {
                var store = await s.WriteAsync(new DraftDropped("x"), new DraftDropped("y")).ConfigureAwait(false);
                if (store is not IStreamMaintenance maintenance) return;
                await maintenance.ArchiveAsync(s.Stream).ConfigureAwait(false);
                Expect.Equal(1L, (await FindAsync(store, s.Stream, 1).ConfigureAwait(false))?.Version, "The event of an archived stream");
                await maintenance.TruncateAsync(s.Stream, 2).ConfigureAwait(false);
                Expect.Equal(null, await FindAsync(store, s.Stream, 1).ConfigureAwait(false), "The event that was truncated");
                Expect.Equal(2L, (await FindAsync(store, s.Stream, 2).ConfigureAwait(false))?.Version, "The event behind it");
                await maintenance.TombstoneAsync(s.Stream, ExpectedVersion.Any).ConfigureAwait(false);
                Expect.Equal(null, await FindAsync(store, s.Stream, 2).ConfigureAwait(false), "The event of a tombstoned stream");
            },
            Row);
    }

    private static async Task<StoredEvent?> FindAsync(IEventStore store, StreamId stream, long version)
    {
        var source = store as IStoredEventSource ?? throw new ContractViolationException("The store is asked for an event as it is stored", nameof(IStoredEventSource), store.GetType().Name);
        return await source.FindStoredAsync(stream, version).ConfigureAwait(false);
    }
}
