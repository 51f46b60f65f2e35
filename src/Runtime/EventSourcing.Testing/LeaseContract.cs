using EventSourcing.Testing.Leases;

namespace EventSourcing.Testing;

/// <summary>The meaning of <see cref="ILeaseStore"/>, as tests that every store of leases passes; to be used as <see cref="EventStoreContract"/> is.</summary>
public static class LeaseContract
{
    /// <summary>The rules.</summary>
    /// <param name="create">Makes a store without leases. It is called once for each rule; a store that can be disposed of is disposed of.</param>
    /// <param name="pass">
    /// Lets time pass on the clock by which the store's leases expire, as where it takes a <see cref="TimeProvider"/>; <see langword="null"/> where that clock runs by itself. The rules then use short
    /// leases, and ask until they have expired.
    /// </param>
    /// <returns>The rules, in an order that is always the same.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<ValueTask<ILeaseStore>> create, Func<ILeaseStore, TimeSpan, ValueTask>? pass = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        var cases = new LeaseCaseList(create, pass);
        LeaseRules.AddTo(cases);
        LeaseExpiryRules.AddTo(cases);
        LeaseSetRules.AddTo(cases);
        return cases.Cases;
    }
}
