namespace EventSourcing;

/// <summary>What a store of leases may offer beside <see cref="ILeaseStore"/> to those who wait for one: to hear when leases were given back, in place of asking again and again.</summary>
public interface ILeaseSignal
{
    /// <summary>
    /// Tells whoever listens that leases may be had, in this process, and in others where the store can. It waits for nothing, and does not fail: it is a hint, and who misses it finds the leases when he asks
    /// the next time. Releasing a lease tells nobody by itself; who releases several tells of them once.
    /// </summary>
    void Announce();

    /// <summary>Listens from now on.</summary>
    /// <param name="onAnnounced">What is called when there may be leases to be had, at times without a reason. It is called in the flow of whoever tells: it returns soon, and throws nothing.</param>
    /// <param name="cancellationToken">Ends the attempt to begin.</param>
    /// <returns>What ends the listening when it is disposed of.</returns>
    /// <exception cref="EventStoreException">The store cannot be reached.</exception>
    ValueTask<IDisposable> ListenAsync(Action onAnnounced, CancellationToken cancellationToken = default);
}
