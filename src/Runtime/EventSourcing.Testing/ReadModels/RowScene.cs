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

    /// <summary>Whether the store keeps tables that have to be made.</summary>
    public bool HasTables => store.ReadModelSchema.Script(Mappings).Length > 0;

    /// <summary>A table's name as the user's own SQL has it.</summary>
    public string TableOf(ReadModelMapping mapping)
    {
        const string Create = "CREATE TABLE IF NOT EXISTS ";
        var script = store.ReadModelSchema.Script([mapping]);
        var start = script.IndexOf(Create, StringComparison.Ordinal) + Create.Length;
        return script[start..script.IndexOf(' ', start)];
    }

    /// <summary>Runs SQL of one's own in a transaction.</summary>
    public static async Task<object?> RunAsync(IStoreTransaction transaction, string sql)
    {
        var command = transaction.Connection!.CreateCommand();
        await using var c = command.ConfigureAwait(false);
#pragma warning disable CA2100 // The rules write their own SQL.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction.DbTransaction;
        return await command.ExecuteScalarAsync().ConfigureAwait(false);
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
