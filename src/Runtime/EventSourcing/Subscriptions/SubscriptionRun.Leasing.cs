namespace EventSourcing.Subscriptions;

/// <content>A run that shares its partitions with those of other nodes: a series of epochs, each with the partitions that are leased then.</content>
internal sealed partial class SubscriptionRun
{
    private NodeMembership? _membership;
    private bool _isStandby;
    private bool _hasBegun;

    /// <summary>Whether other nodes have all partitions.</summary>
    public bool IsStandby
    {
        get
        {
            lock (_gate) return _isStandby;
        }
    }

    /// <summary>Whether all partitions are this node's.</summary>
    public bool HoldsAll => IsPrepared && _workers.Length == Options.Partitions;

    /// <summary>The partitions of this node, in their order.</summary>
    public IReadOnlyList<int> Partitions => [.. _workers.Select(w => w.Partition)];

    /// <summary>Why leases could not be renewed the last time.</summary>
    public Exception? LeaseFailure => _membership?.Failure;

    /// <summary>Lets the leases run out, after handlers did not end.</summary>
    public void Abandon() => _membership?.Abandon();

    private async ValueTask RunLeasedAsync(SubscriptionNode node, TaskCompletionSource prepared)
    {
        var membership = _membership = node.Join(Options.Name, Options.Partitions);
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                var partitions = await membership.NextAsync(() => Stand(prepared), _stopping.Token, () => prepared.TrySetResult()).ConfigureAwait(false);
                var epoch = new RunEpoch(partitions.Tokens, _stopping.Token, _drainEnded.Token, _aborted.Token);
                Begin(epoch);
                using (partitions.Changed.UnsafeRegister(static epoch => ((RunEpoch)epoch!).EndDrain(), epoch))
                using (partitions.Lost.UnsafeRegister(static epoch => ((RunEpoch)epoch!).Abort(), epoch))
                {
                    await RunLeasedAsync(membership, epoch, prepared).ConfigureAwait(false);
                }

                if (epoch.Yields) await membership.YieldAsync(_stopping.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            await membership.LeaveAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask RunLeasedAsync(NodeMembership membership, RunEpoch epoch, TaskCompletionSource prepared)
    {
        try
        {
            await RunEpochAsync(prepared).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (epoch.Stopping.IsCancellationRequested)
        {
            // Ended before it had begun.
        }
        catch (SubscriptionException) when (epoch.Fenced is not null)
        {
            // Another node has the partition, and this one goes on with the others. Where it has the lease all the same, somebody else has fenced it off.
            if (await IsHeldAsync(membership, epoch.Fenced.Value).ConfigureAwait(false)) throw;
        }
    }

    private async ValueTask<bool> IsHeldAsync(NodeMembership membership, int partition)
    {
        try
        {
            return await membership.IsHeldAsync(partition, _stopping.Token).ConfigureAwait(false);
        }
        catch (EventStoreException)
        {
            // Nobody knows; the next epoch finds out when the store answers again.
            return false;
        }
    }

    private void Begin(RunEpoch epoch)
    {
        foreach (var worker in _workers) worker.Dispose();
        var previous = _epoch;
        lock (_gate)
        {
            _epoch = epoch;
            _workers = [];
            Budget = new InFlightBudget(Options.MaxInFlightEvents, Options.MaxInFlightBytes);
            IsPrepared = _isStandby = _isLive = _hasReachedHead = false;
            _headSeen = null;
        }

        previous.Dispose();
        _onChange();
    }

    private void Stand(TaskCompletionSource prepared)
    {
        foreach (var worker in _workers) worker.Dispose();
        lock (_gate)
        {
            _workers = [];
            IsPrepared = _isLive = false;
            _isStandby = true;
        }

        prepared.TrySetResult();
        _onChange();
    }

    /// <summary>Writes the tokens of this node's leases into the checkpoints, so that whoever had the leases before moves them no more.</summary>
    /// <returns>The checkpoints of this node's partitions as they stand then.</returns>
    private async ValueTask<IReadOnlyList<Checkpoint>> ClaimAsync(IReadOnlyList<Checkpoint> all, IReadOnlyDictionary<int, long> tokens)
    {
        var claims = all.Where(c => tokens.TryGetValue(c.Partition, out var token) && token != c.Token).ToList();
        if (claims.Count == 0) return [.. all.Where(c => tokens.ContainsKey(c.Partition))];
        var transaction = await Store.BeginTransactionAsync(Stopping).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            foreach (var claim in claims)
            {
                var outcome = await transaction.MoveCheckpointAsync(claim with { Position = null, Token = tokens[claim.Partition] }, Stopping).ConfigureAwait(false);
                if (outcome != CheckpointOutcome.Moved) throw Fenced(claim.Partition);
            }

            await transaction.CommitAsync(Stopping).ConfigureAwait(false);
        }

        var claimed = await Store.Checkpoints.ListAsync(Options.Name, Stopping).ConfigureAwait(false);
        foreach (var checkpoint in claimed)
        {
            if (tokens.TryGetValue(checkpoint.Partition, out var token) && checkpoint.Token != token) throw Fenced(checkpoint.Partition);
        }

        return [.. claimed.Where(c => tokens.ContainsKey(c.Partition))];
    }

    /// <summary>A partition was taken over: the epoch ends.</summary>
    public SubscriptionException Fenced(int partition)
    {
        _epoch.Fenced = partition;
        return new SubscriptionException(
            $"Partition {partition} of the subscription '{Options.Name}' was taken over under a later lease, or retired. What this process wrote since is undone; the later holder goes on.",
            Options.Name,
            partition,
            null);
    }
}
