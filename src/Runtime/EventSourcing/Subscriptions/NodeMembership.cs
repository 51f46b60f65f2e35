namespace EventSourcing.Subscriptions;

/// <summary>What this node has of a subscription: its leases. The node balances them, and the subscription's run handles what they stand for.</summary>
internal sealed partial class NodeMembership
{
    private readonly SubscriptionNode _node;
    private readonly int _partitions;
    private readonly LeaseNames _names;

    // One at a time takes and releases leases.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<int, HeldLease> _held = [];
    private readonly HashSet<int> _giving = [];
    private Lease? _presence;
    private LeasedPartitions? _current;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasStepped;
    private bool _isYielding;
    private bool _hasLeft;
    private Exception? _failure;

    public NodeMembership(SubscriptionNode node, string subscription, int partitions)
    {
        _node = node;
        _partitions = partitions;
        _names = new LeaseNames(subscription);
        Storage.LeaseRequest.RequireText(subscription, "name of a subscription", nameof(subscription));
    }

    /// <summary>Why leases could not be renewed or looked at the last time; <see langword="null"/> where they could.</summary>
    public Exception? Failure
    {
        get
        {
            lock (_gate) return _failure;
        }
    }

    /// <summary>All leases of this node here.</summary>
    public IReadOnlyList<Lease> Leases
    {
        get
        {
            lock (_gate) return [.. _held.Values.Select(h => h.Lease), .. _presence is { } presence ? new[] { presence } : []];
        }
    }

    /// <summary>Whether a lease is one of this subscription's.</summary>
    public bool Concerns(Lease lease) => (_names.PartitionOf(lease) ?? _names.NodeOf(lease)) is not null;

    /// <summary>Gives back what is to be given back, and waits until there are partitions to handle.</summary>
    /// <param name="onStandby">Is called where there are none for now.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="onFailure">Is called where nobody knows whether there are any, since the store was not reached yet.</param>
    public async ValueTask<LeasedPartitions> NextAsync(Action onStandby, CancellationToken cancellationToken, Action? onFailure = null)
    {
        while (true)
        {
            await EndCurrentAsync(cancellationToken).ConfigureAwait(false);
            Task news;
            bool isStandby, hasFailed;
            lock (_gate)
            {
                // Marked since: nobody would say so again.
                if (_giving.Count > 0) continue;
                foreach (var (partition, lease) in _held)
                {
                    if (Left(lease) <= TimeSpan.Zero) _held.Remove(partition);
                }

                if (_held.Count > 0) return _current = new LeasedPartitions(_held.ToDictionary(h => h.Key, h => h.Value.Lease.Token), ShortestLeft(), _node.Clock);
                news = _news.Task;
                (isStandby, hasFailed) = (_hasStepped, _failure is not null);
            }

            if (isStandby) onStandby();
            else if (hasFailed) onFailure?.Invoke();
            await news.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks the store whether a lease is still this node's; where not, it is forgotten.</summary>
    public async ValueTask<bool> IsHeldAsync(int partition, CancellationToken cancellationToken)
    {
        HeldLease? held;
        lock (_gate) held = _held.GetValueOrDefault(partition);
        if (held is null) return false;
        var askedAt = _node.Clock.GetTimestamp();
        var extended = await _node.Leases.AskAsync(leases => leases.ExtendAsync(held.Lease, _node.Options.LeaseDuration, cancellationToken), cancellationToken).ConfigureAwait(false);
        Renewed(held.Lease, extended, askedAt);
        return extended is not null;
    }

    /// <summary>Leaves: others may take over at once.</summary>
    public async ValueTask LeaveAsync()
    {
        Abandon();
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await ReleaseAsync(Leases).ConfigureAwait(false);
            lock (_gate)
            {
                _held.Clear();
                _presence = null;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Renews nothing any more: the leases run out.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _hasLeft = true;
            _current?.Dispose();
        }

        _node.Remove(this);
    }

    /// <summary>A lease was renewed, or found to be lost.</summary>
    public void Renewed(Lease asked, Lease? renewed, long askedAt)
    {
        lock (_gate)
        {
            if (_presence is { } presence && presence.Name == asked.Name)
            {
                if (presence.Token == asked.Token) _presence = renewed;
                return;
            }

            if (_names.PartitionOf(asked) is not { } partition || !_held.TryGetValue(partition, out var held) || held.Lease.Token != asked.Token) return;
            if (renewed is not null)
            {
                _held[partition] = new HeldLease(renewed, askedAt);
                return;
            }

            _held.Remove(partition);
            _giving.Remove(partition);
            _current?.Lose();
        }
    }

    /// <summary>After leases were renewed: the partitions at hand stay so much longer.</summary>
    public void KeepCurrent()
    {
        lock (_gate)
        {
            if (_held.Count > 0) _current?.KeepFor(ShortestLeft());
        }
    }

    /// <summary>The node has looked, with success or without.</summary>
    public void Stepped(Exception? failure)
    {
        lock (_gate)
        {
            _failure = failure;
            if (_hasStepped) return;
            _hasStepped = failure is null;
            Announce();
        }
    }

    private async ValueTask EndCurrentAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            List<Lease> given;
            lock (_gate)
            {
                _current?.Dispose();
                _current = null;
                given = [.. _giving.Where(_held.ContainsKey).Select(p => _held[p].Lease)];
                foreach (var partition in _giving) _held.Remove(partition);
                _giving.Clear();
            }

            await ReleaseAsync(given).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<Lease?> TryAcquireAsync(string name, CancellationToken cancellationToken = default)
    {
        var lease = await _node.Leases.AskAsync(leases => leases.TryAcquireAsync(name, _node.Options.Id, _node.Options.LeaseDuration, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (lease is not null) _node.Saw(lease);
        return lease;
    }

    /// <summary>Releases leases, and tells the other nodes. Where the store cannot be reached, those that are left are renewed no more, and run out: to ask for each of them would take as long for each.</summary>
    public async ValueTask ReleaseAsync(IReadOnlyList<Lease> leases)
    {
        if (leases.Count == 0) return;
        try
        {
            foreach (var lease in leases) await _node.Leases.AskAsync(store => store.ReleaseAsync(lease)).ConfigureAwait(false);
        }
        catch (EventStoreException)
        {
            // Others have them when they have run out.
        }

        _node.Tell();
    }

    private void Announce()
    {
        var news = _news;
        _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        news.TrySetResult();
    }

    private TimeSpan Left(HeldLease held) => _node.Options.LeaseDuration - _node.Clock.GetElapsedTime(held.AskedAt);

    private TimeSpan ShortestLeft() => _held.Values.Min(Left);
}
