namespace EventSourcing.Subscriptions.Tests;

/// <summary>Leases of another store, and how often all of a node were renewed or looked at, and one was given back.</summary>
internal sealed class CountedLeases(ILeaseStore inner) : ILeaseStore
{
    public int Renewals { get; private set; }

    public int Looks { get; private set; }

    /// <summary>How often a lease was to be given back.</summary>
    public int Releases { get; private set; }

    /// <summary>Whether the store is away.</summary>
    public bool IsDown { get; set; }

    /// <summary>What happens after each lease that is taken.</summary>
    public Action? Taken { get; set; }

    public async ValueTask<Lease?> TryAcquireAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ThrowIfDown();
        var lease = await inner.TryAcquireAsync(name, owner, duration, cancellationToken);
        Taken?.Invoke();
        return lease;
    }

    public ValueTask<Lease?> ExtendAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default) => inner.ExtendAsync(lease, duration, cancellationToken);

    public ValueTask<IReadOnlyList<Lease?>> ExtendManyAsync(IReadOnlyList<Lease> leases, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ThrowIfDown();
        Renewals++;
        return inner.ExtendManyAsync(leases, duration, cancellationToken);
    }

    public ValueTask<IReadOnlyList<Lease>> ListAsync(string prefix, CancellationToken cancellationToken = default)
    {
        ThrowIfDown();
        Looks++;
        return inner.ListAsync(prefix, cancellationToken);
    }

    public ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken = default)
    {
        Releases++;
        ThrowIfDown();
        return inner.ReleaseAsync(lease, cancellationToken);
    }

    private void ThrowIfDown()
    {
        if (IsDown) throw new EventStoreException("The server is down.", outcomeUnknown: false, isTransient: true);
    }
}
