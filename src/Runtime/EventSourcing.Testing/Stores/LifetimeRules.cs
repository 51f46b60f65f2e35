namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>Cancellation, and the end of a store.</summary>
internal static class LifetimeRules
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    public static void AddTo(CaseList cases)
    {
        cases.Add("ST-1", "an append with a cancelled token stores nothing", async s =>
        {
            var note = Note();
            await Expect.ThrowsAsync<OperationCanceledException>(() => s.Store.AppendAsync(NewStream(), ExpectedVersion.Any, [note], Cancelled).AsTask(), "An append with a cancelled token").ConfigureAwait(false);
            Expect.Equal(false, await s.Store.ExistsAsync(note.Metadata.EventId).ConfigureAwait(false), "Whether the event exists");
        });
        cases.Add("ST-1", "an append that is cancelled among others is stored whole or not at all, and as its caller is told", async s =>
        {
            for (var round = 0; round < 20; round++)
            {
                using var source = new CancellationTokenSource();
                var token = source.Token;
                var batches = Enumerable.Range(0, 32).Select(_ => (Stream: NewStream(), Batch: Notes(3))).ToArray();
                var appends = batches.Select(b => Task.Run(() => s.Store.AppendAsync(b.Stream, ExpectedVersion.NoStream, b.Batch, token).AsTask(), CancellationToken.None)).ToArray();
                await Task.WhenAny(appends).ConfigureAwait(false);
                await source.CancelAsync().ConfigureAwait(false);
                for (var i = 0; i < appends.Length; i++)
                {
                    var stored = await SucceedsAsync(appends[i]).ConfigureAwait(false);
                    Expect.Equal(stored ? 3 : 0, await s.Store.GetVersionAsync(batches[i].Stream, CancellationToken.None).ConfigureAwait(false), $"The version of a stream whose append {(stored ? "succeeded" : "was cancelled")}");
                }
            }

            await s.StreamOfAsync(1).ConfigureAwait(false);
        });
        AddReadings(cases);
        AddDisposal(cases);
    }

    private static void AddReadings(CaseList cases)
    {
        cases.Add("ST-2", "readings and questions with a cancelled token are cancelled", async s =>
        {
            var stream = await s.StreamOfAsync(3).ConfigureAwait(false);
            foreach (var (what, action) in new (string What, Func<Task> Action)[]
            {
                ("A reading of a stream", () => ListAsync(s.Store.ReadStreamAsync(stream, null, Cancelled))),
                ("A reading of the feed", () => ListAsync(s.Store.ReadAllAsync(null, null, Cancelled))),
                ("A reading of a category", () => ListAsync(s.Store.ReadCategoryAsync("note", null, Cancelled))),
                ("The version of a stream", () => s.Store.GetVersionAsync(stream, Cancelled).AsTask()),
                ("The end of the feed", () => s.Store.GetHeadAsync(Cancelled).AsTask()),
                ("Whether an event exists", () => s.Store.ExistsAsync(Guid.NewGuid(), Cancelled).AsTask()),
            })
            {
                await Expect.ThrowsAsync<OperationCanceledException>(action, $"{what} with a cancelled token").ConfigureAwait(false);
            }
        });
        cases.Add("ST-2", "a reading stops at the event after which it is cancelled", async s =>
        {
            var stream = await s.StreamOfAsync(1_000).ConfigureAwait(false);
            foreach (var read in new Func<CancellationToken, IAsyncEnumerable<RecordedEvent>>[]
            {
                token => s.Store.ReadStreamAsync(stream, null, token), token => s.Store.ReadAllAsync(null, null, token), token => s.Store.ReadCategoryAsync("note", null, token),
            })
            {
                using var source = new CancellationTokenSource();
                var given = 0;
                await Expect.ThrowsAsync<OperationCanceledException>(
                    async () =>
                    {
                        await foreach (var _ in read(source.Token).ConfigureAwait(false))
                        {
                            if (++given == 10) await source.CancelAsync().ConfigureAwait(false);
                        }
                    },
                    "A reading that is cancelled at its tenth event").ConfigureAwait(false);
                Expect.Equal(10, given, "How many events were given");
            }

            Expect.Equal(1_000, (await s.ReadAsync(stream).ConfigureAwait(false)).Count, "How many events a reading gives afterwards");
        });
        cases.Add("ST-2", "a token given with WithCancellation counts too", async s =>
        {
            var stream = await s.StreamOfAsync(3).ConfigureAwait(false);
            await Expect.ThrowsAsync<OperationCanceledException>(
                async () =>
                {
                    await foreach (var _ in s.Store.ReadStreamAsync(stream).WithCancellation(Cancelled).ConfigureAwait(false))
                    {
                    }
                },
                "A reading with a cancelled token").ConfigureAwait(false);
        });
    }

    private static void AddDisposal(CaseList cases)
    {
        cases.Add("ST-1", "a store can be disposed of twice, used or not", async s =>
        {
            var unused = await s.AnotherStoreAsync().ConfigureAwait(false);
            await s.StreamOfAsync(1).ConfigureAwait(false);
            foreach (var store in new[] { s.Store, unused })
            {
                await store.DisposeAsync().ConfigureAwait(false);
                await store.DisposeAsync().ConfigureAwait(false);
            }
        });
        cases.Add("ST-1", "a store that was disposed of says so", async s =>
        {
            var stream = await s.StreamOfAsync(1).ConfigureAwait(false);
            await s.Store.DisposeAsync().ConfigureAwait(false);
            foreach (var (what, action) in new (string What, Func<Task> Action)[]
            {
                ("An append", () => s.AppendAsync(stream, ExpectedVersion.Any, Note())),
                ("A reading of a stream", () => s.ReadAsync(stream)),
                ("A reading of the feed", () => s.ReadAllAsync()),
                ("A reading of a category", () => s.ReadCategoryAsync("note")),
                ("The version of a stream", () => s.Store.GetVersionAsync(stream).AsTask()),
                ("The end of the feed", () => s.Store.GetHeadAsync().AsTask()),
                ("Whether an event exists", () => s.Store.ExistsAsync(Guid.NewGuid()).AsTask()),
            })
            {
                await Expect.ThrowsAsync<ObjectDisposedException>(action, $"{what} after the store was disposed of").ConfigureAwait(false);
            }
        });
        cases.Add("ST-1", "disposal waits for the appends that are under way, and each learns its outcome", async s =>
        {
            var appends = Enumerable.Range(0, 64).Select(_ => Task.Run(() => s.AppendAsync(NewStream(), ExpectedVersion.NoStream, Notes(5)))).ToArray();
            await Task.WhenAny(appends).ConfigureAwait(false);
            await s.Store.DisposeAsync().ConfigureAwait(false);
            foreach (var append in appends)
            {
                try
                {
                    Expect.Equal(5, (await append.ConfigureAwait(false)).Version, "The version that an append before the disposal returns");
                }
                catch (ObjectDisposedException)
                {
                    // It came after the disposal.
                }
            }
        });
    }

    private static async Task<bool> SucceedsAsync(Task append)
    {
        try
        {
            await append.ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
