namespace EventSourcing.Testing.Stores;

/// <summary>Collects the rules of a suite, each to be run on a store of its own.</summary>
internal sealed class CaseList(Func<EventCatalog, ValueTask<IEventStore>> create)
{
    private readonly List<ContractCase> _cases = [];

    public IReadOnlyList<ContractCase> Cases => _cases;

    public void Add(string row, string name, Func<StoreScene, Task> rule) => _cases.Add(new ContractCase(name, row, () => RunAsync(rule)));

    private async Task RunAsync(Func<StoreScene, Task> rule)
    {
        var others = new List<IEventStore>();
        var store = await create(ContractCodecs.Catalog).ConfigureAwait(false);
        try
        {
            await rule(new StoreScene(store, AnotherAsync)).WaitAsync(StoreScene.Patience).ConfigureAwait(false);
        }
        finally
        {
            await store.DisposeAsync().ConfigureAwait(false);
            foreach (var other in others) await other.DisposeAsync().ConfigureAwait(false);
        }

        async ValueTask<IEventStore> AnotherAsync()
        {
            var other = await create(ContractCodecs.Catalog).ConfigureAwait(false);
            others.Add(other);
            return other;
        }
    }
}
