namespace EventSourcing.Projections;

/// <summary>Brings a projection that is to run inline up to the head of the feed, in transactions of its own.</summary>
internal sealed class InlineCatchUp(ITransactionalEventStore store, ProjectionDescriptor projection, InlineProjectionOptions options)
{
    private readonly string[] _names = [.. store.Catalog.EventsOf(projection).Select(e => e.Name)];

    /// <summary>
    /// Handles history after the checkpoint, which is made where there is none, up to where the feed ends now: what comes later is handled as it is appended. It may be cancelled, and goes on there the
    /// next time.
    /// </summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        await MakeCheckpointAsync(cancellationToken).ConfigureAwait(false);
        if (await store.GetHeadAsync(cancellationToken).ConfigureAwait(false) is not { } head) return;
        while (await StepAsync(head, cancellationToken).ConfigureAwait(false))
        {
        }
    }

    private async ValueTask MakeCheckpointAsync(CancellationToken cancellationToken)
    {
        if (await store.Checkpoints.FindAsync(projection.SubscriptionName, 0, cancellationToken).ConfigureAwait(false) is not null) return;
        var transaction = await store.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);

        // Somebody else may have been faster.
        if (await transaction.MoveCheckpointAsync(new Checkpoint(projection.SubscriptionName, 0, Position: null), cancellationToken).ConfigureAwait(false) == CheckpointOutcome.Moved)
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <returns>Whether there may be more.</returns>
    private async ValueTask<bool> StepAsync(GlobalPosition head, CancellationToken cancellationToken)
    {
        var known = await store.Checkpoints.FindAsync(projection.SubscriptionName, 0, cancellationToken).ConfigureAwait(false);
        if (known?.Position >= head) return false;
        var (events, upTo) = await ReadAsync(known?.Position, head, cancellationToken).ConfigureAwait(false);

        // The store is read before the transaction begins: in it, a store with one connection could not be.
        var transaction = await store.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        var locked = await transaction.LockCheckpointAsync(projection.SubscriptionName, 0, cancellationToken).ConfigureAwait(false)
            ?? throw new InlineProjectionException(projection, "its checkpoint was removed while it caught up.");

        // Another process has handled some of them meanwhile.
        if (locked.Position != known?.Position) return true;
        await InlineRun.HandleAsync(projection, events, transaction, options.Services, cancellationToken).ConfigureAwait(false);
        if (await transaction.MoveCheckpointAsync(new Checkpoint(projection.SubscriptionName, 0, upTo, locked.Token), cancellationToken).ConfigureAwait(false) is var outcome and not CheckpointOutcome.Moved)
            throw new InlineProjectionException(projection, $"its checkpoint could not be moved to {upTo}: {outcome}.");
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The next events up to the head, and the place up to which there are no others.</summary>
    private async ValueTask<(List<RecordedEvent> Events, GlobalPosition UpTo)> ReadAsync(GlobalPosition? after, GlobalPosition head, CancellationToken cancellationToken)
    {
        var (events, scan) = (new List<RecordedEvent>(), new FeedScan());
        var feed = store.ReadAllAsync(after, new FeedReadOptions { EventNames = _names, Limit = options.CatchUpBatchSize, Scan = scan }, cancellationToken);
        await foreach (var @event in feed.ConfigureAwait(false))
        {
            // The scan has come past this one already.
            if (@event.Position > head) return (events, head);
            events.Add(@event);
        }

        // Where the last events of the feed were removed meanwhile, it ends before the head.
        return (events, scan is { ReachedHead: false, Position: { } position } ? position : head);
    }
}
