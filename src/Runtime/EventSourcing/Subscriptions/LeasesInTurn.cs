namespace EventSourcing.Subscriptions;

/// <summary>A node's way to its leases: one question at a time, so that all leases of a process need one connection, however many subscriptions begin or stop at once.</summary>
#pragma warning disable CA1001 // What it owns holds nothing that has to be given back: a semaphore that nobody waits for by a handle.
internal sealed class LeasesInTurn(ILeaseStore leases)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1);

    public async ValueTask<T> AskAsync<T>(Func<ILeaseStore, ValueTask<T>> ask, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ask(leases).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}
