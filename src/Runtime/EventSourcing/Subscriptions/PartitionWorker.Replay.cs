namespace EventSourcing.Subscriptions;

/// <content>Handles parked events again when somebody has asked for it: between batches, so that nothing of the key is handled beside it.</content>
internal sealed partial class PartitionWorker
{
    private long _askedAt;
    private int _isReplayRequested;

    /// <summary>Somebody in this process has asked for a replay, or has resolved dead letters.</summary>
    public void RequestReplay()
    {
        Volatile.Write(ref _isReplayRequested, 1);
        Queue.News.Set();
    }

    private async ValueTask ReplayAsync()
    {
        if (_parkedKeys.Count == 0) return;
        if (Interlocked.Exchange(ref _isReplayRequested, 0) == 0 && _run.Clock.GetElapsedTime(_askedAt) < _options.PollInterval) return;
        try
        {
            _askedAt = _run.Clock.GetTimestamp();
            foreach (var key in await KeysToReplayAsync().ConfigureAwait(false))
            {
                if (_run.PartitionOf(key) == _index) await ReplayAsync(key).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (_options.Circuit.Covers(e))
        {
            RequestReplay();
            await WaitForEndOfOutageAsync(e).ConfigureAwait(false);
        }
    }

    private async ValueTask<IReadOnlyCollection<string>> KeysToReplayAsync()
    {
        using var turn = await _run.Turns.TakeAsync(_run.Aborted).ConfigureAwait(false);
        return await _run.DeadLetters.KeysToReplayAsync(_options.Name, _run.Aborted).ConfigureAwait(false);
    }

    private async ValueTask ReplayAsync(string key)
    {
        for (var goesOn = false; !_run.DrainEnded.IsCancellationRequested; goesOn = true)
        {
            await _run.WaitUntilAllowedAsync().ConfigureAwait(false);
            if (await FirstToReplayAsync(key, goesOn).ConfigureAwait(false) is not { } letter) return;

            // Reading takes time, and so is done before the transaction begins.
            var unit = await _run.ReadAgainAsync(letter).ConfigureAwait(false);
            var failure = unit is null ? await EndAsync(letter, null).ConfigureAwait(false) : await TryReplayAsync(letter, unit).ConfigureAwait(false);
            if (failure is null) continue;
            await PutBackAsync(letter, failure).ConfigureAwait(false);
            return;
        }
    }

    /// <summary>The dead letter that comes next; <see langword="null"/> where there is none, or where somebody is to decide on it first.</summary>
    private async ValueTask<DeadLetter?> FirstToReplayAsync(string key, bool goesOn)
    {
        using var turn = await _run.Turns.TakeAsync(_run.Aborted).ConfigureAwait(false);
        var transaction = await _run.Store.BeginTransactionAsync(_run.Aborted).ConfigureAwait(false);
        try
        {
            var letter = await _run.DeadLetters.FirstOpenAsync(transaction, _options.Name, key, _run.Aborted).ConfigureAwait(false);
            if (letter is null) Unpark(key);

            // What was parked behind the others since somebody asked for them is a part of the replay too.
            return letter is { State: DeadLetterState.Replaying } || (goesOn && letter is { Attempts: 0 }) ? letter : null;
        }
        finally
        {
            await UndoAsync(transaction).ConfigureAwait(false);
        }
    }

    private async ValueTask<Exception?> TryReplayAsync(DeadLetter letter, FeedUnit unit)
    {
        if (unit.Poison is { } poison) return poison;
        if (_options.UseTransaction) return await EndAsync(letter, unit).ConfigureAwait(false);
        try
        {
            await _run.Sink.HandleAsync([unit], new Delivery(_options.Name, null), letter.Attempts + 1, _guard, new HandlingProgress()).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFailure(e))
        {
            return e;
        }

        return await EndAsync(letter, null, unit.PartCount).ConfigureAwait(false);
    }

    /// <summary>Handles an event in the transaction that ends its dead letter; without one, ends it as handled elsewhere, or as gone.</summary>
    private async ValueTask<Exception?> EndAsync(DeadLetter letter, FeedUnit? unit, int handledParts = 0)
    {
        using var turn = await _run.Turns.TakeAsync(_run.Aborted).ConfigureAwait(false);
        IStoreTransaction? transaction = await _run.Store.BeginTransactionAsync(_run.Aborted).ConfigureAwait(false);
        var isHandled = false;
        try
        {
            // Whoever else replays the key meanwhile, as a holder of the partition that has lost it may, changes the letter: one of the two is undone.
            var found = await _run.DeadLetters.FirstOpenAsync(transaction, _options.Name, letter.Key, _run.Aborted).ConfigureAwait(false);
            if (found is null || found.Position != letter.Position || found.State != letter.State) return null;
            var delivery = new Delivery(_options.Name, transaction);
            if (unit is not null) await _run.Sink.HandleAsync([unit], delivery, letter.Attempts + 1, _guard, new HandlingProgress()).ConfigureAwait(false);
            isHandled = true;
            var state = unit is not null || handledParts > 0 ? DeadLetterState.Replayed : DeadLetterState.Resolved;
            await _run.DeadLetters.ChangeAsync(transaction, found with { State = state, EndedAt = _run.Clock.GetUtcNow() }, _run.Aborted).ConfigureAwait(false);
            await transaction.CommitAsync(_run.Aborted).ConfigureAwait(false);
            if (state == DeadLetterState.Replayed) _run.Counters.CountReplayed();
            _run.Counters.CountHandled(unit?.PartCount ?? handledParts);
            CountIgnored(delivery);
            if (_run.Circuit.Succeed()) _run.OnCircuitChanged();
            return null;
        }
        catch (Exception e) when (isHandled && e is RowVersionException or RowNotFoundException)
        {
            // Somebody has resolved it meanwhile, or replays it too.
            return null;
        }
        catch (Exception e) when (unit is not null && IsFailure(e))
        {
            return e;
        }
        catch (HandlerHangsException e)
        {
            throw Abandon(Interlocked.Exchange(ref transaction, null), letter.Position, e);
        }
        finally
        {
            if (transaction is not null) await UndoAsync(transaction).ConfigureAwait(false);
        }
    }

    private async ValueTask PutBackAsync(DeadLetter letter, Exception failure)
    {
        using var turn = await _run.Turns.TakeAsync(_run.Aborted).ConfigureAwait(false);
        var transaction = await _run.Store.BeginTransactionAsync(_run.Aborted).ConfigureAwait(false);
        try
        {
            var now = _run.Clock.GetUtcNow();
            var failed = letter.Failed(failure, letter.Attempts + 1, letter.FirstFailedAt ?? now, now) with { State = DeadLetterState.Parked };
            await _run.DeadLetters.ChangeAsync(transaction, failed, _run.Aborted).ConfigureAwait(false);
            await _run.DeadLetters.PutBackAsync(transaction, _options.Name, letter.Key, _run.Aborted).ConfigureAwait(false);
            await transaction.CommitAsync(_run.Aborted).ConfigureAwait(false);
            _run.Counters.PutBack(failed, _index, failure);
        }
        catch (Exception e) when (e is RowVersionException or RowNotFoundException)
        {
            // Somebody has resolved it meanwhile.
        }
        finally
        {
            await UndoAsync(transaction).ConfigureAwait(false);
        }
    }

    private bool IsFailure(Exception error) =>
        error is not SubscriptionException and not HandlerHangsException && !(error is OperationCanceledException && _run.Stopping.IsCancellationRequested) && !_options.Circuit.Covers(error);
}
