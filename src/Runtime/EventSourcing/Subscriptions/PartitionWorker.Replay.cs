namespace EventSourcing.Subscriptions;

/// <content>Handles parked events again when somebody has asked for it: between batches, so that nothing of the key is handled beside it.</content>
internal sealed partial class PartitionWorker
{
    // One failed letter may carry some 100 KiB of its exception.
    private const int LettersAtATime = 64;

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
        var isRequested = Interlocked.Exchange(ref _isReplayRequested, 0) != 0;
        if (!isRequested && (_parkedKeys.Count == 0 || _run.Clock.GetElapsedTime(_askedAt) < _options.PollInterval)) return;
        try
        {
            _askedAt = _run.Clock.GetTimestamp();
            foreach (var key in await KeysToReplayAsync().ConfigureAwait(false))
            {
                if (_run.PartitionOf(key) == _index) await ReplayAsync(key).ConfigureAwait(false);
            }

            if (isRequested) await UnparkResolvedAsync().ConfigureAwait(false);
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

    /// <summary>Keys whose letters were resolved are parked no longer, whether or not another event of theirs ever comes.</summary>
    private async ValueTask UnparkResolvedAsync()
    {
        if (_parkedKeys.Count == 0) return;
        IReadOnlyCollection<string> open;
        using (await _run.Turns.TakeAsync(_run.Aborted).ConfigureAwait(false)) open = await _run.DeadLetters.ParkedKeysAsync(_options.Name, _run.Aborted).ConfigureAwait(false);
        foreach (var key in _parkedKeys.Keys.Except(open, StringComparer.Ordinal).ToList()) Unpark(key);
    }

    /// <summary>Handles all open letters of a key in their order, whichever of them the request has found: what is before them goes first, and what was parked behind them since goes with them.</summary>
    private async ValueTask ReplayAsync(string key)
    {
        for (GlobalPosition? after = null; ;)
        {
            var letters = await OpenAsync(key, after).ConfigureAwait(false);
            if (letters.Count == 0)
            {
                if (after is null)
                {
                    Unpark(key);
                    return;
                }

                // Once more from the first: letters may have come before those that were seen, as with the tables of a rebuild.
                after = null;
                continue;
            }

            foreach (var letter in letters)
            {
                if (_run.DrainEnded.IsCancellationRequested) return;
                await _run.WaitUntilAllowedAsync().ConfigureAwait(false);

                // Reading takes time, and so is done before the transaction begins.
                var unit = await _run.ReadAgainAsync(letter).ConfigureAwait(false);
                var (isEnded, failure) = unit is null ? await EndAsync(letter, null).ConfigureAwait(false) : await TryReplayAsync(letter, unit).ConfigureAwait(false);
                if (failure is not null)
                {
                    await PutBackAsync(letter, failure).ConfigureAwait(false);
                    return;
                }

                // It was changed by somebody else at the same moment, and may still be open: nothing behind it goes first.
                if (!isEnded) break;
                after = letter.Position;
            }
        }
    }

    private async ValueTask<IReadOnlyList<DeadLetter>> OpenAsync(string key, GlobalPosition? after)
    {
        using var turn = await _run.Turns.TakeAsync(_run.Aborted).ConfigureAwait(false);
        return await _run.DeadLetters.OpenAsync(_options.Name, key, after, LettersAtATime, _run.Aborted).ConfigureAwait(false);
    }

    private async ValueTask<(bool IsEnded, Exception? Failure)> TryReplayAsync(DeadLetter letter, FeedUnit unit)
    {
        if (unit.Poison is { } poison) return (false, poison);
        if (_options.UseTransaction) return await EndAsync(letter, unit).ConfigureAwait(false);
        try
        {
            await _run.Sink.HandleAsync([unit], new Delivery(_options.Name, null), letter.Attempts + 1, _guard, new HandlingProgress()).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFailure(e))
        {
            return (false, e);
        }

        return await EndAsync(letter, null, unit.PartCount).ConfigureAwait(false);
    }

    /// <summary>Handles an event in the transaction that ends its dead letter; without one, ends it as handled elsewhere, or as gone.</summary>
    private async ValueTask<(bool IsEnded, Exception? Failure)> EndAsync(DeadLetter letter, FeedUnit? unit, int handledParts = 0)
    {
        using var turn = await _run.Turns.TakeAsync(_run.Aborted).ConfigureAwait(false);
        IStoreTransaction? transaction = await _run.Store.BeginTransactionAsync(_run.Aborted).ConfigureAwait(false);
        var isHandled = false;
        try
        {
            // Whoever else replays the key meanwhile, as a holder of the partition that has lost it may, changes the letter: one of the two is undone.
            if (await _run.DeadLetters.FindAsync(transaction, _options.Name, letter.Position, _run.Aborted).ConfigureAwait(false) is not { IsOpen: true } found) return (true, null);
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
            return (true, null);
        }
        catch (Exception e) when (isHandled && e is RowVersionException or RowNotFoundException)
        {
            // Somebody has resolved it meanwhile, has asked for it once more, or replays it too.
            return (false, null);
        }
        catch (Exception e) when (unit is not null && IsFailure(e))
        {
            return (false, e);
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
            // Known here or not: what comes behind it is parked.
            Park(letter.Key);
            var failed = letter.Failed(failure, letter.Attempts + 1, letter.FirstFailedAt ?? now, now) with { State = DeadLetterState.Parked };
            await _run.DeadLetters.ChangeAsync(transaction, failed, _run.Aborted).ConfigureAwait(false);
            await _run.DeadLetters.PutBackAsync(transaction, _options.Name, letter.Key, _run.Aborted).ConfigureAwait(false);
            await transaction.CommitAsync(_run.Aborted).ConfigureAwait(false);
            _run.Counters.PutBack(failed, _index, failure);
        }
        catch (Exception e) when (e is RowVersionException or RowNotFoundException)
        {
            // Somebody has resolved it meanwhile, or has asked for it once more.
        }
        finally
        {
            await UndoAsync(transaction).ConfigureAwait(false);
        }
    }

    private bool IsFailure(Exception error) =>
        error is not SubscriptionException and not HandlerHangsException && !(error is OperationCanceledException && _run.Stopping.IsCancellationRequested) && !_options.Circuit.Covers(error);
}
