using System.Globalization;
using EventSourcing.Testing.ReadModels;
using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Projections;

/// <summary>What the rules for rebuilds do again and again.</summary>
internal static class LedgerScene
{
    public static ProjectionRebuilder Rebuilder(this StoreScene scene, params object[] services) => new(scene.Transactional, services.Length == 0 ? null : type => services.FirstOrDefault(type.IsInstanceOfType));

    /// <summary>Handles what a ledger has not handled yet, as a subscription does: in a transaction with its checkpoint.</summary>
    public static async Task RunLedgerAsync(this StoreScene scene, int version = 1)
    {
        var (transaction, outcome) = await scene.BeginLedgerAsync(version).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        Expect.Equal(CheckpointOutcome.Moved, outcome, "The move of the ledger's checkpoint");
        await transaction.CommitAsync().ConfigureAwait(false);
    }

    /// <summary>The same without the commit.</summary>
    public static async Task<(IStoreTransaction Transaction, CheckpointOutcome Outcome)> BeginLedgerAsync(this StoreScene scene, int version = 1)
    {
        var (store, ledger) = (scene.Transactional, Ledger.Descriptor(version));
        await store.ReadModelSchema.ApplyAsync(ledger.ReadModels).ConfigureAwait(false);
        var checkpoint = await store.Checkpoints.FindAsync(ledger.SubscriptionName).ConfigureAwait(false);
        return await scene.BeginLedgerAsync(checkpoint, version).ConfigureAwait(false);
    }

    /// <summary>The same by somebody who believes that the checkpoint is where it was.</summary>
    public static async Task<(IStoreTransaction Transaction, CheckpointOutcome Outcome)> BeginLedgerAsync(this StoreScene scene, Checkpoint? checkpoint, int version = 1)
    {
        var (store, ledger) = (scene.Transactional, Ledger.Descriptor(version));
        var events = (await scene.ReadAllAsync(checkpoint?.Position).ConfigureAwait(false)).Where(e => e.Data is NoteTaken).ToList();
        var transaction = await store.BeginTransactionAsync().ConfigureAwait(false);
        var projection = ledger.Create(new Rows(transaction));
        var delivery = new Delivery(ledger.SubscriptionName, transaction);
        foreach (var @event in events) await projection.HandleAsync(new EventContext(@event, delivery), CancellationToken.None).ConfigureAwait(false);
        var end = events[^1].Position;
        var from = checkpoint?.Position ?? new GlobalPosition(end.StoreId, 0);
        return (transaction, await transaction.MoveCheckpointAsync(new Checkpoint(ledger.SubscriptionName, 0, end, checkpoint?.Token ?? 0) { From = from }).ConfigureAwait(false));
    }

    /// <summary>Checks that the tables hold what a version derives of the notes up to a position, but for some.</summary>
    public static async Task ExpectLedgerAsync(this StoreScene scene, int version = 1, GlobalPosition? upTo = null, Func<RecordedEvent, bool>? without = null)
    {
        var notes = (await scene.ReadAllAsync().ConfigureAwait(false)).Where(e => e.Data is NoteTaken && !(e.Position > upTo) && without?.Invoke(e) != true).ToList();
        var items = notes.GroupBy(e => e.Stream.Key).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Ledger.ItemOf(g.Key, [.. StoreScene.TextsOf(g)], version));
        Expect.Sequence(items, await ListAsync(scene, ContractItem.Mapping).ConfigureAwait(false), $"The items of version {version}");
        var lines = notes.Select(e => new ContractLine(Guid.Parse(e.Stream.Key), (int)e.Version, ((NoteTaken)e.Data).Text)).OrderBy(l => l.Order.ToString(), StringComparer.Ordinal).ThenBy(l => l.Number);
        Expect.Sequence(lines, await ListAsync(scene, ContractLine.Mapping).ConfigureAwait(false), $"The lines of version {version}");
    }

    /// <summary>Checks that nothing stands beside the ledger's tables.</summary>
    public static async Task ExpectNothingLeftAsync(this StoreScene scene)
    {
        Expect.Sequence([], await scene.Rebuilder().FindLeftoversAsync(Ledger.Descriptor()).ConfigureAwait(false), "The tables that are left over");
        Expect.Sequence([], (await scene.Transactional.Checkpoints.ListAsync().ConfigureAwait(false)).Select(c => c.Subscription).Where(n => n.EndsWith("+rebuild", StringComparison.Ordinal)), "The checkpoints of rebuilds");
    }

    /// <summary>Appends notes to several streams.</summary>
    public static async Task<StreamId[]> StreamsAsync(this StoreScene scene, int streams, int notes)
    {
        var ids = Enumerable.Range(0, streams).Select(_ => new StreamId("note", Guid.NewGuid())).ToArray();
        for (var note = 1; note <= notes; note++)
        {
            foreach (var id in ids) await scene.AppendAsync(id, ExpectedVersion.Any, StoreScene.Note(note.ToString(CultureInfo.InvariantCulture))).ConfigureAwait(false);
        }

        return ids;
    }

    public static async Task<List<TRow>> ListAsync<TRow>(StoreScene scene, ReadModelMapping<TRow> mapping)
        where TRow : class
    {
        var rows = new List<TRow>();
        await foreach (var row in scene.Transactional.ReadModel(mapping).QueryAsync().ConfigureAwait(false)) rows.Add(row);
        return rows;
    }

    private sealed class Rows(IStoreTransaction transaction) : IProjectionDependencies
    {
        public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
            where TRow : class => transaction.ReadModel(mapping);

        public TService Service<TService>()
            where TService : notnull => throw new NotSupportedException();

        public TService? OptionalService<TService>()
            where TService : class => null;
    }
}
