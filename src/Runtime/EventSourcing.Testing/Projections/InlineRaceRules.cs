using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Projections;

using static StoreScene;

/// <summary>Many callers, and several programs, at once: each event is handled once, in the order of the feed.</summary>
internal static class InlineRaceRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-1", "of many callers on one stream and on streams of their own each event is handled once, in the order of the feed", async s =>
        {
            var (store, shared) = (await s.OpenAsync().ConfigureAwait(false), NewStream());
            await AllAtOnce(8, async i =>
            {
                var own = NewStream();
                for (var round = 0; round < 10; round++)
                {
                    await store.AppendAsync(shared, ExpectedVersion.Any, [Note($"{i}-{round}"), Note($"{i}-{round}")]).ConfigureAwait(false);
                    await store.AppendAsync(own, ExpectedVersion.Exactly(round), [Note($"own {i}-{round}")]).ConfigureAwait(false);
                    if (round % 3 == 0) await Expect.ThrowsAsync<InlineProjectionException>(() => store.AppendAsync(own, ExpectedVersion.Any, [Note(Mirror.Unreadable)]).AsTask(), "An append that the projection cannot handle").ConfigureAwait(false);
                }

                return true;
            }).ConfigureAwait(false);
            Expect.Equal(8 * 10 * 3, (await s.MirroredAsync().ConfigureAwait(false)).Length, "How many events are derived");
            await s.ExpectMirroredAsync().ConfigureAwait(false);
        });
        cases.Add("PR-1", "rows that an inline projection reads and writes back lose nothing to those of other callers", async s =>
        {
            await s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Note("a"), Note("b")).ConfigureAwait(false);
            var store = await s.OpenAsync(Tally.Descriptor).ConfigureAwait(false);
            await AllAtOnce(8, async i =>
            {
                for (var round = 0; round < 10; round++)
                {
                    await store.AppendAsync(NewStream(), ExpectedVersion.NoStream, [Note("a"), Note(round % 2 == 0 ? "b" : "c")]).ConfigureAwait(false);
                    if (round == 5) await Expect.ThrowsAsync<InlineProjectionException>(() => store.AppendAsync(NewStream(), ExpectedVersion.Any, [Note("a"), Note(Mirror.Unreadable)]).AsTask(), "An append that the projection cannot handle").ConfigureAwait(false);
                }

                return true;
            }).ConfigureAwait(false);
            var rows = store.ReadModel(TallyRow.Mapping);
            foreach (var (text, count) in new[] { ("a", 81), ("b", 41), ("c", 40) })
                Expect.Equal(new TallyRow(text, count), await rows.FindAsync(text).ConfigureAwait(false), $"The row of '{text}'");
            Expect.Equal(null, await rows.FindAsync(Mirror.Unreadable).ConfigureAwait(false), "The row of a text whose notes were all undone");
        });
        cases.Add("PR-1", "several programs that open a projection over history at once, and append, handle each event once", async s =>
        {
            await s.StreamOfAsync(30).ConfigureAwait(false);
            await AllAtOnce(4, async i =>
            {
                var store = await s.OpenAsync(new InlineProjectionOptions { CatchUpBatchSize = 4 }).ConfigureAwait(false);
                for (var round = 0; round < 8; round++) await store.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(2)).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
            Expect.Equal(30 + (4 * 8 * 2), (await s.MirroredAsync().ConfigureAwait(false)).Length, "How many events are derived");
            await s.ExpectMirroredAsync().ConfigureAwait(false);
        });
    }
}
