using EventSourcing.Storage;

namespace EventSourcing;

/// <summary>Leases in the memory of the process: for tests, and for locks between the parts of one program.</summary>
/// <remarks>All members may be called from any number of threads at once.</remarks>
public sealed class InMemoryLeaseStore : ILeaseStore, ILeaseSignal
{
    private readonly Dictionary<string, Entry> _leases = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly LeaseListeners _listeners = new();
    private readonly TimeProvider _clock;

    /// <summary>Makes a store without leases.</summary>
    /// <param name="clock">What leases expire by; <see langword="null"/> for the system's clock.</param>
    public InMemoryLeaseStore(TimeProvider? clock = null) => _clock = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    public ValueTask<Lease?> TryAcquireAsync(string name, string owner, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        LeaseRequest.Require(name, owner, duration);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<Lease?>(cancellationToken);
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            var token = 1L;
            if (_leases.TryGetValue(name, out var entry))
            {
                if (entry.Owner is not null && entry.ExpiresAt > now) return ValueTask.FromResult<Lease?>(null);
                token = entry.Token + 1;
            }

            return Keep(name, new Entry(owner, token, now + duration));
        }
    }

    /// <inheritdoc/>
    public ValueTask<Lease?> ExtendAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        LeaseRequest.Require(lease, duration);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<Lease?>(cancellationToken);
        lock (_gate) return IsHeld(lease, out var now) ? Keep(lease.Name, new Entry(lease.Owner, lease.Token, now + duration)) : ValueTask.FromResult<Lease?>(null);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Lease?>> ExtendManyAsync(IReadOnlyList<Lease> leases, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        LeaseRequest.Require(leases, duration);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<IReadOnlyList<Lease?>>(cancellationToken);
        lock (_gate)
        {
            var extended = new Lease?[leases.Count];
            for (var i = 0; i < extended.Length; i++)
            {
                var lease = leases[i];
                if (!IsHeld(lease, out var now)) continue;
                _leases[lease.Name] = new Entry(lease.Owner, lease.Token, now + duration);
                extended[i] = lease with { ExpiresAt = now + duration };
            }

            return ValueTask.FromResult<IReadOnlyList<Lease?>>(extended);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Lease>> ListAsync(string prefix, CancellationToken cancellationToken = default)
    {
        LeaseRequest.RequirePrefix(prefix);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<IReadOnlyList<Lease>>(cancellationToken);
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            return ValueTask.FromResult<IReadOnlyList<Lease>>(
            [
                .. _leases.Where(l => l.Value.Owner is not null && l.Value.ExpiresAt > now && l.Key.StartsWith(prefix, StringComparison.Ordinal))
                    .OrderBy(l => l.Key, StringComparer.Ordinal)
                    .Select(l => new Lease(l.Key, l.Value.Owner!, l.Value.Token, l.Value.ExpiresAt)),
            ]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<bool>(cancellationToken);
        lock (_gate)
        {
            if (!IsHeld(lease, out var now)) return ValueTask.FromResult(false);

            // The entry stays, so that tokens go on.
            _leases[lease.Name] = new Entry(Owner: null, lease.Token, now);
            return ValueTask.FromResult(true);
        }
    }

    /// <inheritdoc/>
    public void Announce() => _listeners.Tell();

    /// <inheritdoc/>
    public ValueTask<IDisposable> ListenAsync(Action onAnnounced, CancellationToken cancellationToken = default) => ValueTask.FromResult(_listeners.Add(onAnnounced));

    private ValueTask<Lease?> Keep(string name, Entry entry)
    {
        _leases[name] = entry;
        return ValueTask.FromResult<Lease?>(new Lease(name, entry.Owner!, entry.Token, entry.ExpiresAt));
    }

    private bool IsHeld(Lease lease, out DateTimeOffset now)
    {
        now = _clock.GetUtcNow();
        return _leases.TryGetValue(lease.Name, out var entry) && entry.Owner == lease.Owner && entry.Token == lease.Token && entry.ExpiresAt > now;
    }

    private sealed record Entry(string? Owner, long Token, DateTimeOffset ExpiresAt);
}
