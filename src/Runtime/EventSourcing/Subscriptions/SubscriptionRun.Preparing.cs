namespace EventSourcing.Subscriptions;

/// <content>Where a subscription begins.</content>
internal sealed partial class SubscriptionRun
{
    private async ValueTask PrepareAsync(TaskCompletionSource prepared)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await DeadLetters.PrepareAsync(Stopping).ConfigureAwait(false);
                await _registration.PrepareAsync(Stopping).ConfigureAwait(false);
                var checkpoints = await CheckpointsAsync().ConfigureAwait(false);
                var parked = (await DeadLetters.ParkedKeysAsync(Options.Name, Stopping).ConfigureAwait(false)).ToLookup(PartitionOf);
                _workers = [.. checkpoints.Select(c => new PartitionWorker(this, c, parked[c.Partition]))];
                IsPrepared = true;
                prepared.TrySetResult();
                return;
            }
            catch (Exception e) when (Options.Circuit.Covers(e))
            {
                Counters.CountOutage();
                prepared.TrySetResult();
                await Task.Delay(Options.Retry.WaitAfter(failures, Random), Clock, Stopping).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads the checkpoints of all partitions, and makes them where there are none, or they are to begin anew.</summary>
    private async ValueTask<IReadOnlyList<Checkpoint>> CheckpointsAsync()
    {
        var found = await Store.Checkpoints.ListAsync(Options.Name, Stopping).ConfigureAwait(false);
        if (found.Count > 0 && !Options.Start.IsAnew)
        {
            if (found.Count == Options.Partitions) return found;

            // In between nobody may handle what another partition has handled already, or will.
            if (found.Any(c => c.Position != found[0].Position)) throw new PartitionCountException(Options.Name, Options.Partitions, found.Count);
            return await WriteAsync(found[0].Position, found.Max(c => c.Token), replace: true).ConfigureAwait(false);
        }

        var position = Options.Start.IsAtEnd ? await Store.GetHeadAsync(Stopping).ConfigureAwait(false) : Options.Start.Position;
        return await WriteAsync(position, found.Count == 0 ? 0 : found.Max(c => c.Token), replace: found.Count > 0).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<Checkpoint>> WriteAsync(GlobalPosition? position, long token, bool replace)
    {
        var checkpoints = Enumerable.Range(0, Options.Partitions).Select(partition => new Checkpoint(Options.Name, partition, position, token)).ToList();
        var transaction = await Store.BeginTransactionAsync(Stopping).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (replace) await transaction.RemoveCheckpointsAsync(Options.Name, Stopping).ConfigureAwait(false);
            foreach (var checkpoint in checkpoints)
            {
                if (await transaction.MoveCheckpointAsync(checkpoint, Stopping).ConfigureAwait(false) == CheckpointOutcome.Moved) continue;

                // Another node was faster with the first start.
                return await Store.Checkpoints.ListAsync(Options.Name, Stopping).ConfigureAwait(false);
            }

            await transaction.CommitAsync(Stopping).ConfigureAwait(false);
        }

        return checkpoints;
    }
}
