namespace EventSourcing.Subscriptions;

/// <content>Where a subscription begins.</content>
internal sealed partial class SubscriptionRun
{
    // No circuit opens before it has begun, whatever waits the policy gives.
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromMilliseconds(50);

    private async ValueTask PrepareAsync(TaskCompletionSource prepared)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                using var turn = await Turns.TakeAsync(Stopping).ConfigureAwait(false);
                await DeadLetters.PrepareAsync(Stopping).ConfigureAwait(false);
                await _registration.PrepareAsync(Stopping).ConfigureAwait(false);
                var checkpoints = await CheckpointsAsync().ConfigureAwait(false);
                if (_epoch.Tokens is { } tokens) checkpoints = await ClaimAsync(checkpoints, tokens).ConfigureAwait(false);
                var parked = (await DeadLetters.ParkedKeysAsync(Options.Name, Stopping).ConfigureAwait(false)).ToLookup(PartitionOf);
                var workers = checkpoints.Select(c => new PartitionWorker(this, c, parked[c.Partition])).ToArray();
                lock (_gate)
                {
                    _workers = workers;
                    IsPrepared = _hasBegun = true;
                }

                prepared.TrySetResult();
                return;
            }
            catch (Exception e) when (Options.Circuit.Covers(e))
            {
                Counters.CountOutage();
                prepared.TrySetResult();
                var wait = Options.Retry.WaitAfter(failures, Random);
                await Task.Delay(wait > ShortestRetry ? wait : ShortestRetry, Clock, Stopping).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads the checkpoints of all partitions, and makes them where there are none, or they are to begin anew.</summary>
    private async ValueTask<IReadOnlyList<Checkpoint>> CheckpointsAsync()
    {
        var found = await Store.Checkpoints.ListAsync(Options.Name, Stopping).ConfigureAwait(false);
        var beginsAnew = Options.Start.IsAnew && !_hasBegun;
        if (found.Count == Options.Partitions && !beginsAnew) return found;

        // In between nobody may handle what another partition has handled already, or will.
        if (found.Count > 0 && !beginsAnew && found.Any(c => c.Position != found[0].Position)) throw new PartitionCountException(Options.Name, Options.Partitions, found.Count);
        var position = found.Count > 0 && !beginsAnew ? found[0].Position : Options.Start.IsAtEnd ? await Store.GetHeadAsync(Stopping).ConfigureAwait(false) : Options.Start.Position;
        if (found.Count == 0) return await WriteAsync(position, static _ => 0, replace: false).ConfigureAwait(false);
        if (_epoch.Tokens is null)
        {
            var token = found.Max(c => c.Token);
            return await WriteAsync(position, _ => token, replace: true).ConfigureAwait(false);
        }

        return await ReplaceLeasedAsync(found, position).ConfigureAwait(false);
    }

    /// <summary>Replaces checkpoints that other nodes could be moving: with the leases of all, under whose tokens nobody else can.</summary>
    private async ValueTask<IReadOnlyList<Checkpoint>> ReplaceLeasedAsync(IReadOnlyList<Checkpoint> found, GlobalPosition? position)
    {
        if (await _membership!.TryTakeAllAsync(Math.Max(found.Count, Options.Partitions), Stopping).ConfigureAwait(false) is not { } taken)
        {
            // Where others handle it already, it has begun.
            if (found.Count == Options.Partitions) return found;
            _epoch.Yields = true;
            _epoch.EndDrain();
            throw new OperationCanceledException(Stopping);
        }

        try
        {
            return await WriteAsync(position, partition => taken.Tokens[partition], replace: true).ConfigureAwait(false);
        }
        finally
        {
            await _membership.ReleaseAsync(taken.Extra).ConfigureAwait(false);
        }
    }

    private async ValueTask<IReadOnlyList<Checkpoint>> WriteAsync(GlobalPosition? position, Func<int, long> tokenOf, bool replace)
    {
        var checkpoints = Enumerable.Range(0, Options.Partitions).Select(partition => new Checkpoint(Options.Name, partition, position, tokenOf(partition))).ToList();
        if (await TryWriteAsync(checkpoints, replace).ConfigureAwait(false)) return checkpoints;

        // Asked after the transaction: some stores have one connection.
        var written = await Store.Checkpoints.ListAsync(Options.Name, Stopping).ConfigureAwait(false);
        return written.Count == Options.Partitions ? written : throw new PartitionCountException(Options.Name, Options.Partitions, written.Count);
    }

    /// <returns>Whether they are written; not so where another node was faster with the first start.</returns>
    private async ValueTask<bool> TryWriteAsync(List<Checkpoint> checkpoints, bool replace)
    {
        var transaction = await Store.BeginTransactionAsync(Stopping).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (replace) await transaction.RemoveCheckpointsAsync(Options.Name, Stopping).ConfigureAwait(false);
            foreach (var checkpoint in checkpoints)
            {
                if (await transaction.MoveCheckpointAsync(checkpoint, Stopping).ConfigureAwait(false) != CheckpointOutcome.Moved) return false;
            }

            await transaction.CommitAsync(Stopping).ConfigureAwait(false);
            return true;
        }
    }
}
