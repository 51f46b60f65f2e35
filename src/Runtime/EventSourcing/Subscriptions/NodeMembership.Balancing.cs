namespace EventSourcing.Subscriptions;

/// <content>Takes and gives, so that all nodes have about as many partitions.</content>
#pragma warning disable CA1001 // What it owns holds nothing that has to be given back: a semaphore that nobody waits for by a handle, and partitions that whoever takes the next ones disposes of.
internal sealed partial class NodeMembership
#pragma warning restore CA1001
{
    /// <summary>Takes what is free and is to be this node's, and marks what is to be given back.</summary>
    /// <param name="all">The leases that are held by anybody, of any subscription.</param>
    public async ValueTask BalanceAsync(IReadOnlyList<Lease> all)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_hasLeft) return;
            await AppearAsync(all).ConfigureAwait(false);
            var (target, mine) = (TargetOf(all), Kept());
            if (mine > target) Give(mine - target);
            else if (mine < target && !_isYielding) await TakeAsync(all, target - mine).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes all partitions there are, or were, beyond those that this node has.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>
    /// The tokens of all, and what was taken only for now and is to be handed to <see cref="ReleaseAsync"/>; <see langword="null"/> where others have some.
    /// </returns>
    public async ValueTask<(Dictionary<int, long> Tokens, List<Lease> Extra)?> TryTakeAllAsync(int partitions, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Dictionary<int, long> tokens;
            lock (_gate) tokens = _held.ToDictionary(h => h.Key, h => h.Value.Lease.Token);
            var extra = new List<Lease>();
            for (var partition = 0; partition < partitions; partition++)
            {
                if (tokens.ContainsKey(partition)) continue;
                if (await TryAcquireAsync(_names.Partition(partition), cancellationToken).ConfigureAwait(false) is not { } lease)
                {
                    await ReleaseAsync(extra).ConfigureAwait(false);
                    return null;
                }

                extra.Add(lease);
                tokens.Add(partition, lease.Token);
            }

            return (tokens, extra);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Has nothing for a while, so that another node can have all.</summary>
    public async ValueTask YieldAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isYielding = true;
            _giving.UnionWith(_held.Keys);
        }

        try
        {
            await EndCurrentAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(_node.Options.BalanceInterval * (1 + _node.Random.NextDouble()), _node.Clock, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate) _isYielding = false;
        }
    }

    private async ValueTask AppearAsync(IReadOnlyList<Lease> all)
    {
        if (_presence is not null) return;
        var taken = all.Select(l => _names.NodeOf(l)).ToHashSet();
        for (var number = 0; _presence is null; number++)
        {
            if (taken.Contains(number)) continue;
            var presence = await TryAcquireAsync(_names.Node(number)).ConfigureAwait(false);
            lock (_gate) _presence = presence;
        }

        // They have to give something.
        _node.Tell();
    }

    private int TargetOf(IReadOnlyList<Lease> all)
    {
        var held = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var lease in all)
        {
            if (_names.NodeOf(lease) is not null) held.TryAdd(lease.Owner, 0);
        }

        foreach (var lease in all)
        {
            if (_names.PartitionOf(lease) is not null && held.TryGetValue(lease.Owner, out var count)) held[lease.Owner] = count + 1;
        }

        held[_node.Options.Id] = Kept();
        return FairShare.Of(held, _node.Options.Id, _partitions);
    }

    private int Kept()
    {
        lock (_gate) return _held.Count - _giving.Count;
    }

    private void Give(int count)
    {
        lock (_gate)
        {
            foreach (var partition in _held.Keys.Where(p => !_giving.Contains(p)).OrderDescending().Take(count).ToList()) _giving.Add(partition);
            _current?.Change();
        }
    }

    private async ValueTask TakeAsync(IReadOnlyList<Lease> all, int count)
    {
        var taken = all.Select(l => _names.PartitionOf(l)).ToHashSet();
        List<int> free;
        lock (_gate) free = [.. Enumerable.Range(0, _partitions).Where(p => !taken.Contains(p) && !_held.ContainsKey(p))];

        // Nodes that look at the same time begin at different places.
        var start = free.Count == 0 ? 0 : _node.Random.Next(free.Count);
        var hasTaken = false;
        try
        {
            // Where the store is slow, what is left is taken after the next renewal.
            for (var i = 0; i < free.Count && count > 0 && !_node.IsRenewalDue; i++)
            {
                var partition = free[(start + i) % free.Count];
                var askedAt = _node.Clock.GetTimestamp();
                if (await TryAcquireAsync(_names.Partition(partition)).ConfigureAwait(false) is not { } lease) continue;
                lock (_gate) _held[partition] = new HeldLease(lease, askedAt);
                hasTaken = true;
                count--;
            }
        }
        finally
        {
            if (hasTaken)
            {
                lock (_gate)
                {
                    _current?.Change();
                    Announce();
                }
            }
        }
    }
}
