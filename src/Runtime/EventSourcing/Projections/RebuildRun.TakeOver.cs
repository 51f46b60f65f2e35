using EventSourcing.ReadModels;

namespace EventSourcing.Projections;

/// <content>The take-over: all in one transaction.</content>
internal sealed partial class RebuildRun
{
    // Without a result where so many events have to be handled first that nobody may be kept waiting for them.
    private async ValueTask<(RebuildResult? Result, long Left)> TryTakeOverAsync(int attempt, CancellationToken cancellationToken)
    {
        // Read before the transaction begins: in it, a store with one connection could not be.
        var known = await ProjectionVersions.ListAsync(Store, Projection, cancellationToken).ConfigureAwait(false);
        var transaction = await Store.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        var tables = work.TablesOf(transaction);

        var live = await RebuildWork.LockAsync(transaction, tables, [.. _shadow.Tables.Select(m => m.Live.Table)], known, attempt, cancellationToken).ConfigureAwait(false);
        await RequireReplaceableAsync(tables, cancellationToken).ConfigureAwait(false);
        if (!await IsOursAsync(transaction, cancellationToken).ConfigureAwait(false)) return (await FindOutcomeAsync(transaction, known, cancellationToken).ConfigureAwait(false), 0);
        var (position, parked) = (Lowest, 0);
        if (live.Where(c => !c.IsRetired).Max(c => c.Position) is { } furthest && !(position >= furthest))
        {
            var (events, poison) = await ReadLeftAsync(tables, furthest, cancellationToken).ConfigureAwait(false);

            // What becomes of an event that cannot be read is the next round's too.
            if (events.Count > options.TakeOverEvents || poison is not null) return (null, events.Count);
            (var fault, parked) = await HandleInAsync(transaction, events, alone: true, cancellationToken).ConfigureAwait(false);
            if (fault is { Event: { } culprit } && options.OnError == ErrorStrategy.Stop) throw new ProjectionRebuildException(Projection, culprit, fault.Error);

            // What becomes of it is the next round's, which can undo one event alone.
            if (fault is not null) return (null, events.Count);
            meter.Note(events.Count);
            position = furthest;
        }

        await ExchangeAsync(tables, cancellationToken).ConfigureAwait(false);
        await transaction.RemoveCheckpointsAsync(_name, cancellationToken).ConfigureAwait(false);
        var retired = await SetCheckpointsAsync(transaction, live, position, cancellationToken).ConfigureAwait(false);
        await letters.TakeOverAsync(transaction, tables, retired, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        _parked += parked;
        return (Result(position, retired), 0);
    }

    // An attempt whose outcome was unknown has removed the checkpoints of the rebuild, if it has succeeded.
    private async ValueTask<RebuildResult> FindOutcomeAsync(IStoreTransaction transaction, IReadOnlyList<Checkpoint> known, CancellationToken cancellationToken)
    {
        await transaction.DisposeAsync().ConfigureAwait(false);
        var own = await Store.Checkpoints.FindAsync(Projection.SubscriptionName, 0, cancellationToken).ConfigureAwait(false);
        var isDone = own is { IsRetired: false } && !(own.Position < Lowest) && (await Store.Checkpoints.ListAsync(_name, cancellationToken).ConfigureAwait(false)).Count == 0;
        return isDone ? Result(own!.Position, [.. known.Where(c => c.IsRetired).Select(c => c.Subscription).Distinct()]) : throw work.Lost();
    }

    private RebuildResult Result(GlobalPosition? position, IReadOnlyList<string> retired) => new()
    {
        Projection = Projection.SubscriptionName,
        Position = position,
        EventsHandled = meter.Handled,
        EventsParked = _parked,
        EventsSkipped = _skipped,
        WasResumed = _wasResumed,
        Elapsed = meter.Elapsed,
        Retired = retired,
    };

    // Somebody has given it to the table, who would miss it.
    private async ValueTask<bool> RequireReplaceableAsync(IReadModelTables tables, CancellationToken cancellationToken)
    {
        foreach (var (live, _) in _shadow.Tables)
        {
            if (await tables.FindAttachmentsAsync(live.Table, cancellationToken).ConfigureAwait(false) is not { Count: > 0 } parts) continue;
            throw new ReadModelSchemaException(
                $"The rebuild of '{Projection.SubscriptionName}' cannot put another table in the place of '{live.Table}', since {string.Join(", ", parts)} would not go over to it. Nothing was changed. "
                + "Drop that, rebuild, and make it anew; what is filled stays, and the rebuild goes on there.",
                live.Table,
                parts);
        }

        return true;
    }

    private async ValueTask<bool> IsOursAsync(IStoreTransaction transaction, CancellationToken cancellationToken)
    {
        for (var part = 0; part < _positions.Length; part++)
        {
            if (await transaction.LockCheckpointAsync(_name, part, cancellationToken).ConfigureAwait(false) is not { } own || own.Token != work.Token) return false;
        }

        return true;
    }

    // Nobody writes the tables that serve meanwhile. Once there are more than may be left, it does not matter how many.
    private async ValueTask<(List<RecordedEvent> Events, RebuildPoison? Poison)> ReadLeftAsync(IReadModelTables tables, GlobalPosition end, CancellationToken cancellationToken)
    {
        var events = new List<RecordedEvent>();
        for (var after = Lowest; ;)
        {
            var page = await _feed.ReadAsync(after, end, tables, cancellationToken).ConfigureAwait(false);
            events.AddRange(page.Events);
            if (page.IsLast || page.Poison is not null || events.Count > options.TakeOverEvents) return (events, page.Poison);
            after = page.UpTo;
        }
    }

    private async ValueTask ExchangeAsync(IReadModelTables tables, CancellationToken cancellationToken)
    {
        foreach (var (live, side) in _shadow.Tables)
        {
            var old = SideTables.Old(live.Table);
            await tables.DropTableAsync(old, cancellationToken).ConfigureAwait(false);
            await tables.ReplaceTableAsync(live.Table, side.Table, options.KeepOldTables ? old : null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<IReadOnlyList<string>> SetCheckpointsAsync(IStoreTransaction transaction, List<Checkpoint> live, GlobalPosition? position, CancellationToken cancellationToken)
    {
        // Anew, since a checkpoint that was retired cannot be moved. Who serves goes on behind the position, under the token that he has.
        var serving = live.Where(c => !c.IsRetired).ToList();
        var (own, others) = (serving.Where(c => c.Subscription == Projection.SubscriptionName).ToList(), serving.Where(c => c.Subscription != Projection.SubscriptionName).ToList());
        await transaction.RemoveCheckpointsAsync(Projection.SubscriptionName, cancellationToken).ConfigureAwait(false);
        var count = Math.Max(own.Count > 0 ? own.Count : others.Count, 1);
        for (var partition = 0; partition < count; partition++)
        {
            var token = own.Find(c => c.Partition == partition)?.Token ?? 0;
            await transaction.MoveCheckpointAsync(new Checkpoint(Projection.SubscriptionName, partition, position, token), cancellationToken).ConfigureAwait(false);
        }

        foreach (var checkpoint in others)
            await transaction.MoveCheckpointAsync(new Checkpoint(checkpoint.Subscription, checkpoint.Partition, Position: null, Checkpoint.RetiredToken), cancellationToken).ConfigureAwait(false);
        return [.. others.Select(c => c.Subscription).Distinct()];
    }
}
