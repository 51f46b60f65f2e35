namespace EventSourcing.Storage.Tests;

/// <summary>A store of leases that can be made to fail, and counts how often it is asked for one.</summary>
internal sealed class FailingLeaseStore(ILeaseStore inner) : ILeaseStore
{
    private int _attempts;

    public volatile bool Fails;

    public int Attempts => Volatile.Read(ref _attempts);

    public ValueTask<Lease?> TryAcquireAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _attempts);
        ThrowIfFailing();
        return inner.TryAcquireAsync(name, owner, duration, cancellationToken);
    }

    public ValueTask<Lease?> ExtendAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ThrowIfFailing();
        return inner.ExtendAsync(lease, duration, cancellationToken);
    }

    public ValueTask<IReadOnlyList<Lease?>> ExtendManyAsync(IReadOnlyList<Lease> leases, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ThrowIfFailing();
        return inner.ExtendManyAsync(leases, duration, cancellationToken);
    }

    public ValueTask<IReadOnlyList<Lease>> ListAsync(string prefix, CancellationToken cancellationToken = default)
    {
        ThrowIfFailing();
        return inner.ListAsync(prefix, cancellationToken);
    }

    public ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken = default)
    {
        ThrowIfFailing();
        return inner.ReleaseAsync(lease, cancellationToken);
    }

    private void ThrowIfFailing()
    {
        if (Fails) throw new EventStoreException("The store is away.", outcomeUnknown: false, isTransient: true);
    }
}
