using System.Data.Common;

namespace EventSourcing.Subscriptions;

/// <content>One attempt: handlers, parked events and the checkpoint in one transaction.</content>
internal sealed partial class PartitionWorker
{
    private async ValueTask<Attempt> TryAsync(FeedUnit[] units, GlobalPosition to, int attempt)
    {
        var progress = new HandlingProgress();
        var (handled, transaction, turn, isOwnStep) = (units, (IStoreTransaction?)null, (StoreTurn?)null, true);
        try
        {
            List<FeedUnit> behind = [];
            if (_options.UseTransaction || Array.Exists(units, IsParked))
            {
                turn = await _run.Turns.TakeAsync(_run.DrainEnded).ConfigureAwait(false);
                transaction = await _run.Store.BeginTransactionAsync(_run.Aborted).ConfigureAwait(false);
                (handled, behind) = await SplitAsync(transaction, units).ConfigureAwait(false);
                if (!_options.UseTransaction)
                {
                    // The handlers run first, and outside.
                    await UndoAsync(transaction).ConfigureAwait(false);
                    transaction = null;
                    turn.Dispose();
                }
            }

            var poison = Array.FindIndex(handled, u => u.Poison is not null);
            if (poison >= 0) return Attempt.Failed(handled[poison].Poison!, Array.IndexOf(units, handled[poison]));

            isOwnStep = false;
            var delivery = new Delivery(_options.Name, transaction);
            if (handled.Length > 0) await _run.Sink.HandleAsync(handled, delivery, attempt, _guard, progress).ConfigureAwait(false);
            isOwnStep = true;
            if (transaction is null) return await EndWithoutTransactionAsync(handled, behind, to).ConfigureAwait(false);
            await ParkAsync(transaction, behind).ConfigureAwait(false);
            isOwnStep = false;
            var outcome = await transaction.CommitAsync(CheckpointAt(to), _run.Aborted).ConfigureAwait(false);
            if (outcome != CheckpointOutcome.Moved)
            {
                isOwnStep = true;
                await CatchUpAsync(transaction, outcome).ConfigureAwait(false);
                return Attempt.Behind;
            }

            Succeeded(handled, behind, to);
            CountIgnored(delivery);
            return Attempt.Done;
        }
        catch (Exception e) when (!(e is OperationCanceledException && _run.Stopping.IsCancellationRequested) && e is not HandlerHangsException and not SubscriptionException)
        {
            var index = progress.Index < 0 ? HandlingProgress.Unknown : Array.IndexOf(units, handled[progress.Index]);
            var isBeforeHandled = index > 0 && transaction is null;
            if (_options.Circuit.Covers(e)) return Attempt.Outage(e, index, isBeforeHandled);
            if (isOwnStep) throw new SubscriptionException($"The subscription '{_options.Name}' cannot use its store: {e.Message}", _options.Name, _index, null, e);
            return Attempt.Failed(e, index, isBeforeHandled);
        }
        catch (HandlerHangsException e)
        {
            throw Abandon(Interlocked.Exchange(ref transaction, null), units[Math.Max(progress.Index, 0)].Position, e);
        }
        finally
        {
            if (transaction is not null) await UndoAsync(transaction).ConfigureAwait(false);
            turn?.Dispose();
        }
    }

    private async ValueTask<Attempt> EndWithoutTransactionAsync(FeedUnit[] handled, List<FeedUnit> behind, GlobalPosition to)
    {
        if (_options.Checkpoints.Interval is null || behind.Count > 0)
        {
            await SaveAsync(to, behind).ConfigureAwait(false);
            Succeeded(handled, behind, null);
        }
        else
        {
            Succeeded(handled, behind, null);
            Advance(to);
        }

        return Attempt.Done;
    }

    /// <summary>Which units are handled, and which are parked behind others of their key. Somebody may have dealt with those in the meantime.</summary>
    private async ValueTask<(FeedUnit[] Handled, List<FeedUnit> Behind)> SplitAsync(IStoreTransaction transaction, FeedUnit[] units)
    {
        if (_parkedKeys.Count == 0) return (units, []);
        var (handled, behind, confirmed) = (new List<FeedUnit>(units.Length), new List<FeedUnit>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var unit in units)
        {
            if (IsParked(unit) && !confirmed.Contains(unit.Key))
            {
                if (await IsStillParkedAsync(transaction, unit.Key).ConfigureAwait(false)) confirmed.Add(unit.Key);
                else Unpark(unit.Key);
            }

            (IsParked(unit) ? behind : handled).Add(unit);
        }

        return ([.. handled], behind);
    }

    private async ValueTask<bool> IsStillParkedAsync(IStoreTransaction transaction, string key)
    {
        var known = _parkedKeys[key];
        var first = await _run.DeadLetters.FirstOpenAsync(transaction, _options.Name, key, known, _run.Aborted).ConfigureAwait(false);
        if (first is null && known is not null) first = await _run.DeadLetters.FirstOpenAsync(transaction, _options.Name, key, null, _run.Aborted).ConfigureAwait(false);
        if (first is null) return false;
        lock (_parkedKeys) _parkedKeys[key] = first.Position;
        return true;
    }

    private async ValueTask ParkAsync(IStoreTransaction transaction, List<FeedUnit> behind)
    {
        foreach (var unit in behind) await _run.DeadLetters.ParkAsync(transaction, LetterOf(unit), _run.Aborted).ConfigureAwait(false);
    }

    private Checkpoint CheckpointAt(GlobalPosition to) => new(_options.Name, _index, to, _token) { From = _stored ?? new GlobalPosition(to.StoreId, 0) };

    /// <summary>Learns where a checkpoint is that somebody else has moved. What the transaction has is undone.</summary>
    private async ValueTask CatchUpAsync(IStoreTransaction transaction, CheckpointOutcome outcome)
    {
        if (outcome == CheckpointOutcome.Fenced) throw _run.Fenced(_index);
        await UndoAsync(transaction).ConfigureAwait(false);
        var stored = await _run.Store.Checkpoints.FindAsync(_options.Name, _index, _run.Aborted).ConfigureAwait(false);
        if (stored?.Position is not { } position || position <= _stored)
            throw new SubscriptionException($"The checkpoint of partition {_index} of '{_options.Name}' was removed or moved back while it runs. Stop a subscription before its checkpoints are removed, and start it again.", _options.Name, _index, null);
        Stored(position);

        // Whoever has moved it may have parked events that nobody here knows of, as a rebuild of the projection.
        foreach (var key in await _run.DeadLetters.ParkedKeysAsync(_options.Name, _run.Aborted).ConfigureAwait(false))
        {
            if (_run.PartitionOf(key) == _index) Park(key);
        }
    }

    /// <summary>Moves the checkpoint by itself, and tries until the store lets it.</summary>
    private async ValueTask SaveAsync(GlobalPosition to, List<FeedUnit> behind)
    {
        for (var outages = 0; ; outages++)
        {
            try
            {
                await TrySaveAsync(to, behind).ConfigureAwait(false);
                if (_stored < to)
                {
                    // Somebody else has moved it, and not so far: what is behind that place is still to be parked.
                    behind = behind.FindAll(u => u.Position > _stored);
                    continue;
                }

                if (outages > 0 && _run.Circuit.Succeed()) _run.OnCircuitChanged();
                return;
            }
            catch (Exception e) when (_options.Circuit.Covers(e))
            {
                await WaitForEndOfOutageAsync(e).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask TrySaveAsync(GlobalPosition to, List<FeedUnit> behind)
    {
        using var turn = await _run.Turns.TakeAsync(_run.Aborted).ConfigureAwait(false);
        var transaction = await _run.Store.BeginTransactionAsync(_run.Aborted).ConfigureAwait(false);
        try
        {
            await ParkAsync(transaction, behind).ConfigureAwait(false);
            if (await transaction.CommitAsync(CheckpointAt(to), _run.Aborted).ConfigureAwait(false) is var outcome and not CheckpointOutcome.Moved) await CatchUpAsync(transaction, outcome).ConfigureAwait(false);
            else Stored(to);
        }
        finally
        {
            await UndoAsync(transaction).ConfigureAwait(false);
        }
    }

    private void Succeeded(FeedUnit[] handled, List<FeedUnit> behind, GlobalPosition? stored)
    {
        _outages = 0;
        if (handled.Length > 0)
        {
            _run.Counters.CountHandled(handled.Sum(u => u.PartCount));
            if (_run.Circuit.Succeed()) _run.OnCircuitChanged();
        }

        foreach (var unit in behind) _run.Counters.CountParked(LetterOf(unit), _index, error: null);
        if (stored is { } position) Stored(position);
    }

    private void CountIgnored(Delivery delivery)
    {
        if (delivery.IgnoredWithoutInstance + delivery.IgnoredAfterEnd > 0) _run.Counters.CountIgnored(delivery.IgnoredWithoutInstance, delivery.IgnoredAfterEnd);
    }

    /// <summary>Leaves a transaction to a handler that does not end: nobody else knows when it is free again.</summary>
    private SubscriptionException Abandon(IStoreTransaction? transaction, GlobalPosition position, HandlerHangsException error)
    {
        if (transaction is not null) _ = error.Handling.ContinueWith(_ => UndoAsync(transaction).AsTask(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return new SubscriptionException(error.Message, _options.Name, _index, position, error);
    }

    private static async ValueTask UndoAsync(IStoreTransaction transaction)
    {
        try
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is EventStoreException or DbException)
        {
            // Its connection is lost, and the database undoes what was on it.
        }
    }
}
