namespace EventSourcing.Subscriptions;

/// <content>What becomes of an event that fails.</content>
internal sealed partial class PartitionWorker
{
    /// <summary>Handles a unit that has failed once, until it succeeds or the strategy says what becomes of it.</summary>
    private async ValueTask HandleAloneAsync(FeedUnit unit, Exception error)
    {
        var (failures, first) = (1, _run.Clock.GetUtcNow());
        var last = first;
        _run.Counters.CountFailed();

        // What cannot be read now cannot be read later by the same program.
        var most = unit.Poison is null ? _options.Retry.MaxAttempts : 1;
        while (true)
        {
            if (failures >= most && await EndFailureAsync(unit, error, failures, first, last).ConfigureAwait(false)) return;
            if (failures < most) await PauseAsync(_options.Retry.WaitAfter(failures, _run.Random)).ConfigureAwait(false);
            while (true)
            {
                var attempt = await TryAsync([unit], unit.Position, failures + 1).ConfigureAwait(false);
                if (attempt.Outcome == AttemptOutcome.Done) return;
                if (attempt.Outcome == AttemptOutcome.Behind && _handled >= unit.Position) return;
                if (attempt.Outcome == AttemptOutcome.Failed)
                {
                    error = attempt.Error!;
                    break;
                }

                if (attempt.Outcome == AttemptOutcome.Outage) await WaitForEndOfOutageAsync(attempt.Error!).ConfigureAwait(false);
            }

            failures++;
            last = _run.Clock.GetUtcNow();
            _run.Counters.CountFailed();
        }
    }

    /// <summary>Does with an event what the strategy says, unless that opens the circuit.</summary>
    /// <returns>Whether the partition has come past the event.</returns>
    private async ValueTask<bool> EndFailureAsync(FeedUnit unit, Exception error, int failures, DateTimeOffset first, DateTimeOffset last)
    {
        if (_options.OnError == ErrorStrategy.Stop) throw Failed(unit, $"has failed {failures} times: {error.Message} Correct the handler and start the subscription again, or let such events be parked.", error);
        if (unit.Poison is not null && _options.KeyOf is not null && _options.OnError == ErrorStrategy.Park)
        {
            throw Failed(unit, $"cannot be read, and so has no key behind which later events could be parked: {error.Message} Make it readable, or let the subscription skip such events.", error);
        }

        if (_run.Circuit.Fail(error))
        {
            _run.OnCircuitChanged();
            await _run.WaitUntilAllowedAsync().ConfigureAwait(false);
            return false;
        }

        if (_options.OnError == ErrorStrategy.Skip)
        {
            await SaveAsync(unit.Position, []).ConfigureAwait(false);
            _run.Counters.CountSkipped();
        }
        else
        {
            await ParkAsync(unit, LetterOf(unit).Failed(error, failures, first, last), error).ConfigureAwait(false);
        }

        return true;
    }

    private async ValueTask ParkAsync(FeedUnit unit, DeadLetter letter, Exception error)
    {
        while (true)
        {
            try
            {
                await TryParkAsync(unit, letter, error).ConfigureAwait(false);

                // Where somebody else has moved the checkpoint, and not so far, the event is still to be parked.
                if (_handled >= unit.Position) return;
            }
            catch (Exception e) when (_options.Circuit.Covers(e))
            {
                await WaitForEndOfOutageAsync(e).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException and not SubscriptionException)
            {
                throw Failed(unit, $"has failed, and cannot be parked: {e.Message} The subscription stands before it.", e);
            }
        }
    }

    private async ValueTask TryParkAsync(FeedUnit unit, DeadLetter letter, Exception error)
    {
        using var turn = await _run.Turns.TakeAsync(_run.Aborted).ConfigureAwait(false);
        var transaction = await _run.Store.BeginTransactionAsync(_run.Aborted).ConfigureAwait(false);
        try
        {
            await _run.DeadLetters.ParkAsync(transaction, letter, _run.Aborted).ConfigureAwait(false);

            // Before the outcome is known: where it stays unknown the next attempt finds the checkpoint moved, and what comes behind looks for the letter.
            Park(unit.Key);
            if (await transaction.CommitAsync(CheckpointAt(unit.Position), _run.Aborted).ConfigureAwait(false) is var outcome and not CheckpointOutcome.Moved)
            {
                await CatchUpAsync(transaction, outcome).ConfigureAwait(false);
                return;
            }

            _run.Counters.CountParked(letter, _index, error);
            Stored(unit.Position);
        }
        finally
        {
            await UndoAsync(transaction).ConfigureAwait(false);
        }
    }

    private async ValueTask WaitForEndOfOutageAsync(Exception error)
    {
        _outages++;
        _run.Counters.CountOutage();
        if (_run.Circuit.Fail(error))
        {
            _run.OnCircuitChanged();
            await _run.WaitUntilAllowedAsync().ConfigureAwait(false);
        }
        else
        {
            await PauseAsync(_options.Retry.WaitAfter(_outages, _run.Random)).ConfigureAwait(false);
        }
    }

    private async ValueTask PauseAsync(TimeSpan time)
    {
        if (time > TimeSpan.Zero) await Task.Delay(time, _run.Clock, _run.Stopping).ConfigureAwait(false);
        await _run.WaitUntilAllowedAsync().ConfigureAwait(false);
    }

    private DeadLetter LetterOf(FeedUnit unit) => new()
    {
        Subscription = _options.Name,
        Position = unit.Position,
        Key = unit.Key,
        Stream = unit.Stream,
        Version = unit.Version,
        EventId = unit.EventId,
        EventName = unit.EventName,
        SchemaVersion = unit.SchemaVersion > 0 ? unit.SchemaVersion : null,
        ParkedAt = _run.Clock.GetUtcNow(),
    };

    private SubscriptionException Failed(FeedUnit unit, string problem, Exception error) => new(
        $"The subscription '{_options.Name}' cannot go on: event '{unit.EventName}' at version {unit.Version} of stream '{unit.Stream}' {problem}",
        _options.Name,
        _index,
        unit.Position,
        error);

    private bool IsParked(FeedUnit unit) => _parkedKeys.ContainsKey(unit.Key);

    private void Park(string key)
    {
        lock (_parkedKeys) _parkedKeys.TryAdd(key, null);
    }

    private void Unpark(string key)
    {
        lock (_parkedKeys) _parkedKeys.Remove(key);
    }
}
