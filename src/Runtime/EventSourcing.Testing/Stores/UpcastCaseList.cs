namespace EventSourcing.Testing.Stores;

/// <summary>Collects the rules about upcasting, each to be run on a storage of its own.</summary>
internal sealed class UpcastCaseList(Func<ValueTask<Func<EventCatalog, ValueTask<IEventStore>>>> create)
{
    private readonly List<ContractCase> _cases = [];

    public IReadOnlyList<ContractCase> Cases => _cases;

    public void Add(string name, Func<UpcastScene, Task> rule, string row = "SE-1") => _cases.Add(new ContractCase(name, row, () => RunAsync(rule)));

    private async Task RunAsync(Func<UpcastScene, Task> rule)
    {
        var scene = new UpcastScene(await create().ConfigureAwait(false));
        await using (scene.ConfigureAwait(false)) await rule(scene).WaitAsync(StoreScene.Patience).ConfigureAwait(false);
    }
}
