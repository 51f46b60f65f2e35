namespace EventSourcing.Testing.ReadModels;

/// <summary>A fresh store with the tables of the suite, and what the rules do to it again and again.</summary>
internal sealed class RowScene(ITransactionalEventStore store)
{
    public ITransactionalEventStore Store => store;

    public IReadModel<ContractItem> Items => store.ReadModel(ContractItem.Mapping);

    public IReadModel<ContractLine> Lines => store.ReadModel(ContractLine.Mapping);

    public IReadModel<ContractSample> Samples => store.ReadModel(ContractSample.Mapping);

    public static IReadOnlyList<ReadModelMapping> Mappings { get; } = [ContractItem.Mapping, ContractLine.Mapping, ContractSample.Mapping];

    /// <summary>Does something with the read model of the store, each call of its own, and once more with that of a transaction, which sends what it writes later.</summary>
    public async Task BothAsync(Func<IReadModel<ContractItem>, Task> rule)
    {
        await rule(Items).ConfigureAwait(false);
        await Items.TruncateAsync().ConfigureAwait(false);
        await InTransactionAsync(t => rule(t.ReadModel(ContractItem.Mapping))).ConfigureAwait(false);
    }

    public async Task InTransactionAsync(Func<IStoreTransaction, Task> work, bool commits = true)
    {
        var transaction = await store.BeginTransactionAsync().ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        await work(transaction).ConfigureAwait(false);
        if (commits) await transaction.CommitAsync().ConfigureAwait(false);
    }

    public static async Task<List<TRow>> ListAsync<TRow>(IReadModel<TRow> rows, ReadModelQuery<TRow>? query = null)
        where TRow : class
    {
        var found = new List<TRow>();
        await foreach (var row in rows.QueryAsync(query).ConfigureAwait(false)) found.Add(row);
        return found;
    }

    public static async Task<string> IdsAsync(IReadModel<ContractItem> rows, ReadModelQuery<ContractItem> query) =>
        string.Concat((await ListAsync(rows, query).ConfigureAwait(false)).Select(r => r.Id));

    public static Task<string> IdsAsync(IReadModel<ContractItem> rows, ReadModelCondition<ContractItem> where) => IdsAsync(rows, new ReadModelQuery<ContractItem>().Where(where));
}
