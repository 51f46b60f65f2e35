namespace EventSourcing.Subscriptions;

/// <summary>This process among those that share subscriptions: renews the leases of all of them together, and balances.</summary>
internal sealed class SubscriptionNode(ILeaseStore leases, SubscriptionNodeOptions options, TimeProvider clock, Random random)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly List<NodeMembership> _members = [];
    private readonly AsyncSignal _news = new();
    private readonly TimeSpan _renewal = options.Renewal;
    private readonly ILeaseSignal? _signal = leases as ILeaseSignal;
    private bool _isRunning;
    private long _renewedAt = clock.GetTimestamp();
    private StoreMoment? _moment;
    private DateTimeOffset? _nextExpiry;

    public SubscriptionNodeOptions Options => options;

    public LeasesInTurn Leases { get; } = new(leases);

    public TimeProvider Clock => clock;

    public Random Random => random;

    /// <summary>Whether the leases are to be renewed before anything else is done.</summary>
    public bool IsRenewalDue => clock.GetElapsedTime(_renewedAt) >= _renewal;

    /// <summary>Takes part in a subscription.</summary>
    public NodeMembership Join(string subscription, int partitions)
    {
        var member = new NodeMembership(this, subscription, partitions);
        lock (_gate)
        {
            _members.Add(member);
            if (!_isRunning)
            {
                _isRunning = true;
                _renewedAt = clock.GetTimestamp();
                _ = Task.Run(RunAsync, CancellationToken.None);
            }
        }

        _news.Set();
        return member;
    }

    /// <summary>Renews the leases of a subscription no more.</summary>
    public void Remove(NodeMembership member)
    {
        lock (_gate) _members.Remove(member);
        _news.Set();
    }

    /// <summary>Tells the other nodes that there may be something for them, where the store can: they need not wait for their next look.</summary>
    public void Tell() => _signal?.Announce();

    private async Task RunAsync()
    {
        IDisposable? hearing = null;
        while (true)
        {
            NodeMembership[] members;
            lock (_gate)
            {
                if (_members.Count == 0)
                {
                    _isRunning = false;
                    break;
                }

                members = [.. _members];
            }

            // Before it looks: what is told after the look is heard.
            hearing ??= await TryListenAsync().ConfigureAwait(false);
            var wait = await StepAsync(members).ConfigureAwait(false);
            await _news.WaitAsync(wait, clock, CancellationToken.None).ConfigureAwait(false);
        }

        hearing?.Dispose();
    }

    private async ValueTask<IDisposable?> TryListenAsync()
    {
        try
        {
            return _signal is null ? null : await _signal.ListenAsync(_news.Set).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is: the look that follows meets it too and shows it, and it is tried again with the next one.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private TimeSpan Wait(bool isWell)
    {
        // After a failure sooner, so that the time that is left of the leases is made use of; but not at once.
        var wait = isWell ? _renewal - clock.GetElapsedTime(_renewedAt) : options.LeaseDuration / 10;
        if (options.BalanceInterval < wait) wait = options.BalanceInterval;

        // What another one does not renew is free a moment after.
        if (_nextExpiry is { } expiry && _moment is { } moment && expiry - moment.Time - clock.GetElapsedTime(moment.At) + ShortestWait is var left && left < wait) wait = left;
        return wait > ShortestWait ? wait : ShortestWait;
    }

    /// <summary>A lease was given or renewed: it tells what time it is for the store.</summary>
    public void Saw(Lease lease) => _moment = new StoreMoment(lease.ExpiresAt - options.LeaseDuration, clock.GetTimestamp());

    /// <summary>Renews what is due, looks who is there and what is free, and takes or gives.</summary>
    /// <param name="members">What the node has of each subscription.</param>
    /// <returns>After how long the next step is due.</returns>
    public async ValueTask<TimeSpan> StepAsync(IReadOnlyList<NodeMembership> members)
    {
        _nextExpiry = null;
        Exception? failure = null;
        try
        {
            if (IsRenewalDue) await RenewAsync(members).ConfigureAwait(false);
            var held = await Leases.AskAsync(static leases => leases.ListAsync(LeaseNames.Prefix)).ConfigureAwait(false);
            foreach (var member in members)
            {
                if (IsRenewalDue) await RenewAsync(members).ConfigureAwait(false);
                await member.BalanceAsync(held).ConfigureAwait(false);
            }

            var others = held.Where(l => l.Owner != options.Id && members.Any(m => m.Concerns(l))).ToList();
            if (others.Count > 0) _nextExpiry = others.Min(l => l.ExpiresAt);
        }
#pragma warning disable CA1031 // Whatever it is: it is tried again, shown in the status meanwhile, and the leases run out where it does not end.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }

        foreach (var member in members) member.Stepped(failure);
        return Wait(failure is null);
    }

    private async ValueTask RenewAsync(IReadOnlyList<NodeMembership> members)
    {
        var all = members.SelectMany(m => m.Leases.Select(lease => (Member: m, Lease: lease))).ToList();
        var askedAt = clock.GetTimestamp();
        if (all.Count > 0)
        {
            var renewed = await Leases.AskAsync(leases => leases.ExtendManyAsync([.. all.Select(l => l.Lease)], options.LeaseDuration)).ConfigureAwait(false);
            for (var i = 0; i < all.Count; i++) all[i].Member.Renewed(all[i].Lease, renewed[i], askedAt);
            if (renewed.FirstOrDefault(l => l is not null) is { } any) Saw(any);
            foreach (var member in members) member.KeepCurrent();
        }

        _renewedAt = askedAt;
    }
}
