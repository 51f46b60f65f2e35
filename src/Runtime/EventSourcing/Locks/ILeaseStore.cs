namespace EventSourcing;

/// <summary>Where leases are kept, so that processes agree on who has one. Expiry goes by the store's clock alone. <c>LeaseContract</c> pins the meaning.</summary>
/// <remarks>For locks use <c>DistributedLocks</c>, which waits, extends and tells of a lost lease; this is what it, and partitions of work, stand on.</remarks>
public interface ILeaseStore
{
    /// <summary>Takes a lease that nobody has. The holder's own unexpired lease is not given again.</summary>
    /// <param name="name">What to lease: 1 to 200 characters.</param>
    /// <param name="owner">Who asks, unique to it: 1 to 200 characters.</param>
    /// <param name="duration">How long it lasts, greater than zero.</param>
    /// <param name="cancellationToken">Cancels the attempt; the lease is then taken or not.</param>
    /// <returns>The lease, with a token greater than that of every earlier one on the name; <see langword="null"/> where somebody has it.</returns>
    ValueTask<Lease?> TryAcquireAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Makes a lease last longer, unless it has expired.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="duration">How long it lasts from now on, greater than zero.</param>
    /// <param name="cancellationToken">Cancels the attempt; the lease is then extended or not.</param>
    /// <returns>The lease with its new end and the same token; <see langword="null"/> where it has expired or was released.</returns>
    ValueTask<Lease?> ExtendAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Makes many leases last longer in one round trip, each unless it has expired, as <see cref="ExtendAsync"/> does with one.</summary>
    /// <param name="leases">The leases, each name at most once; none is no error.</param>
    /// <param name="duration">How long they last from now on, greater than zero.</param>
    /// <param name="cancellationToken">Cancels the attempt; the leases are then all extended, or all as they were.</param>
    /// <returns>In the same order each lease with its new end; <see langword="null"/> in the place of one that has expired or was released.</returns>
    ValueTask<IReadOnlyList<Lease?>> ExtendManyAsync(IReadOnlyList<Lease> leases, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>The leases that are held now and whose names begin so, in one round trip.</summary>
    /// <param name="prefix">The beginning of the names, upper and lower case told apart; up to 200 characters.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The leases, in the ordinal order of their names.</returns>
    ValueTask<IReadOnlyList<Lease>> ListAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Gives a lease back, so that others need not wait for its end.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Cancels the attempt; the lease is then released or not.</param>
    /// <returns>Whether it was still held.</returns>
    ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken = default);
}
