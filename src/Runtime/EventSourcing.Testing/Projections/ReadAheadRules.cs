using System.Globalization;
using EventSourcing.Testing.ReadModels;
using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Projections;

using static StoreScene;

/// <summary>Rows of many events may be read together before the events are handled; a projection finds what it would find if each were read when it is asked for.</summary>
internal static class ReadAheadRules
{
    // More than a projection is given before its rows are read together for the first time.
    private const int Keys = 40;
    private const string Name = "register@1";

    public static void AddTo(CaseList cases)
    {
        cases.Add("PR-2", "a projection finds in a batch what it has written, deleted, marked and restored before, also where the event was of another row", async s =>
        {
            var (stored, found) = (new Dictionary<string, ContractItem>(StringComparer.Ordinal), new List<ContractItem?>());
            var manager = Manager(s, (_, item) => found.Add(item));
            await using var m = manager.ConfigureAwait(false);
            await AppendAsync(s, Enumerable.Range(0, Keys / 2).Select(key => (key, "write"))).ConfigureAwait(false);
            await RunAsync(s, manager).ConfigureAwait(false);
            await manager.StopAllAsync().ConfigureAwait(false);
            await AppendAsync(s, Enumerable.Range(0, Keys).Select(key => (key, "write"))).ConfigureAwait(false);
            await AppendAsync(s, Enumerable.Range(0, 4 * Keys).Select(i => (i * 7 % Keys, i % 6 == 5 ? Register.Other(KeyOf(i * 11 % Keys)) : Register.Texts[(i + (i / Keys)) % 6 % 5]))).ConfigureAwait(false);
            await RunAsync(s, manager).ConfigureAwait(false);

            var expected = (await s.ReadAllAsync().ConfigureAwait(false)).Select(note => Register.Apply(stored, note)).ToList();
            Expect.Sequence(expected, found, "What was found for each note");
            await ExpectAsync(s, stored).ConfigureAwait(false);

            found.Clear();
            await s.Rebuilder().RebuildAsync(Register.Descriptor((_, item) => found.Add(item)), new RebuildOptions { PageSize = 1_000 }).ConfigureAwait(false);
            Expect.Sequence(expected, found, "What a rebuild found for each note");
            await ExpectAsync(s, stored).ConfigureAwait(false);
        });
        cases.Add("PR-2", "a batch that is handled anew finds what others have written since, and nothing that was read for the first attempt", async s =>
        {
            var (halts, found) = (0, new List<(string Key, ContractItem? Item)>());
            SubscriptionManager? running = null;
            var manager = running = Manager(s, (note, item) =>
            {
                found.Add((note.Stream.Key, item));
                if (((NoteTaken)note.Data).Text != "halt" || ++halts > 1) return;

                // Nothing is tried again before the rule goes on.
                running!.Pause(Name);
                throw new TimeoutException("The other side is down.");
            });
            await using var m = manager.ConfigureAwait(false);
            await AppendAsync(s, Enumerable.Range(0, Keys).Select(key => (key, "write"))).ConfigureAwait(false);
            await RunAsync(s, manager).ConfigureAwait(false);
            await manager.StopAllAsync().ConfigureAwait(false);

            await AppendAsync(s, Enumerable.Range(0, Keys).Select(key => (key, key == Keys / 2 ? "halt" : "write"))).ConfigureAwait(false);
            found.Clear();
            await manager.StartAllAsync().ConfigureAwait(false);
            Expect.True(await manager.WaitForStateAsync(Name, SubscriptionState.Paused, Patience).ConfigureAwait(false), "The subscription pauses");
            var items = s.Transactional.ReadModel(ContractItem.Mapping);
            var (changed, deleted, made) = (KeyOf(Keys - 3), KeyOf(Keys - 2), KeyOf(Keys - 1));
            await items.UpsertAsync(new ContractItem(changed, "by another", 1m, 500)).ConfigureAwait(false);
            await items.DeleteManyAsync([deleted, made]).ConfigureAwait(false);
            await items.InsertAsync(new ContractItem(made, "by another", 1m, 700)).ConfigureAwait(false);
            manager.Resume(Name);
            await RunAsync(s, manager).ConfigureAwait(false);

            Expect.Sequence(
                [(changed, 500, 2L), (deleted, null, null), (made, (int?)700, (long?)1L)],
                found.TakeLast(3).Select(f => (f.Key, f.Item?.Rank, f.Item?.Version)),
                "What the second attempt found for the last notes");
            Expect.Sequence(
                [(changed, 501, 3L), (deleted, 1, 1L), (made, 701, 2L)],
                (await LedgerScene.ListAsync(s, ContractItem.Mapping).ConfigureAwait(false)).TakeLast(3).Select(item => (item.Id, item.Rank, item.Version)),
                "The rows in the end");
        });
    }

    private static string KeyOf(int key) => string.Create(CultureInfo.InvariantCulture, $"k{key:00}");

    private static SubscriptionManager Manager(StoreScene s, Action<RecordedEvent, ContractItem?> probe) => new SubscriptionManager(s.Transactional).AddProjection(
        Register.Descriptor(probe),
        options => options with { BatchSize = 1_000, Retry = RetryPolicy.Default with { Delay = TimeSpan.Zero }, Circuit = new CircuitPolicy { Failures = 1_000, IsOutage = static e => e is TimeoutException } });

    private static async Task AppendAsync(StoreScene s, IEnumerable<(int Key, string Text)> notes)
    {
        foreach (var (key, text) in notes) await s.AppendAsync(new StreamId("note", KeyOf(key)), ExpectedVersion.Any, Note(text)).ConfigureAwait(false);
    }

    /// <summary>Lets the register come to the end of the feed.</summary>
    private static async Task RunAsync(StoreScene s, SubscriptionManager manager)
    {
        await manager.StartAllAsync().ConfigureAwait(false);
        Expect.True(await manager.WaitForAsync(Name, (await s.Store.GetHeadAsync().ConfigureAwait(false))!.Value, Patience).ConfigureAwait(false), "The register comes to the end of the feed");
    }

    private static async Task ExpectAsync(StoreScene s, Dictionary<string, ContractItem> stored) => Expect.Sequence(
        stored.Values.Where(item => !item.Deleted).OrderBy(item => item.Id, StringComparer.Ordinal),
        await LedgerScene.ListAsync(s, ContractItem.Mapping).ConfigureAwait(false),
        "The rows");
}
