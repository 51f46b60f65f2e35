namespace EventSourcing.Testing.Leases;

/// <summary>Collects the rules for leases, each to be run on a store of its own.</summary>
internal sealed class LeaseCaseList(Func<ValueTask<ILeaseStore>> create, Func<ILeaseStore, TimeSpan, ValueTask>? pass)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly List<ContractCase> _cases = [];

    public IReadOnlyList<ContractCase> Cases => _cases;

    public void Add(string name, Func<LeaseScene, Task> rule) => _cases.Add(new ContractCase(name, "LK-1", () => RunAsync(rule)));

    private async Task RunAsync(Func<LeaseScene, Task> rule)
    {
        var store = await create().ConfigureAwait(false);
        try
        {
            await rule(new LeaseScene(store, pass)).WaitAsync(Patience).ConfigureAwait(false);
        }
        finally
        {
            if (store is IAsyncDisposable disposable) await disposable.DisposeAsync().ConfigureAwait(false);
        }
    }
}
