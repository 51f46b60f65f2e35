namespace EventSourcing.Testing.ReadModels;

/// <summary>Collects the rules for read models, each to be run on a store of its own that has their tables.</summary>
internal sealed class RowCaseList(Func<ValueTask<ITransactionalEventStore>> create)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly List<ContractCase> _cases = [];

    public IReadOnlyList<ContractCase> Cases => _cases;

    public void Add(string row, string name, Func<RowScene, Task> rule) => _cases.Add(new ContractCase(name, row, () => RunAsync(rule)));

    private async Task RunAsync(Func<RowScene, Task> rule)
    {
        var store = await create().ConfigureAwait(false);
        await using var s = store.ConfigureAwait(false);
        await store.ReadModelSchema.ApplyAsync(RowScene.Mappings).ConfigureAwait(false);
        await rule(new RowScene(store)).WaitAsync(Patience).ConfigureAwait(false);
    }
}
