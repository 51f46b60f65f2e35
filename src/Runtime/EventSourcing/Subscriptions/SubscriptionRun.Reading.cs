using EventSourcing.Storage;

namespace EventSourcing.Subscriptions;

/// <content>The one reader: history and what comes live, filtered by the store, dealt out to the partitions. Where a partition is set aside, it reads for it in between.</content>
internal sealed partial class SubscriptionRun
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    // The reader's alone.
    private ReadingPlan _plan = null!;

    private async Task ReadAsync()
    {
        try
        {
            _plan = new ReadingPlan(Budget, [.. _workers.Select(w => new FeedLane(w.Partition, w.Queue, w.Share, w.Handled))], Options.Partitions);
            for (var (failures, fruitless) = (0, 0); !Stopping.IsCancellationRequested;)
            {
                await WaitUntilAllowedAsync().ConfigureAwait(false);
                try
                {
                    if (_plan.Next() is not { } pass)
                    {
                        await WaitForWorkAsync().ConfigureAwait(false);
                        continue;
                    }

                    await ReadAsync(pass).ConfigureAwait(false);

                    // There may be nothing to handle whose success would close a circuit that the reading has opened.
                    if (failures > 0 && Circuit.Succeed()) OnCircuitChanged();
                    failures = 0;
                    if (!pass.HasReachedHead) continue;

                    // A signal tells of something that cannot be read yet now and then: the feed is asked again, but not without end.
                    fruitless = pass.Position == pass.From ? fruitless + 1 : 0;
                    if (fruitless > 2) await Task.Delay(Shorter(ShortestWait * Math.Min(fruitless, 50)), Clock, Stopping).ConfigureAwait(false);
                }
                catch (Exception e) when (Options.Circuit.Covers(e))
                {
                    failures++;
                    Counters.CountOutage();
                    if (Circuit.Fail(e)) OnCircuitChanged();
                    else await Task.Delay(Options.Retry.WaitAfter(failures, Random), Clock, Stopping).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            // What was read is handled yet.
        }
        finally
        {
            foreach (var worker in _workers) worker.Queue.Complete();
        }
    }

    private TimeSpan Shorter(TimeSpan time) => time < Options.PollInterval ? time : Options.PollInterval;

    /// <summary>Waits until there is something to read: news at the head of the feed, or room for those that wait for it.</summary>
    private async ValueTask WaitForWorkAsync()
    {
        if (!_plan.IsAtHead)
        {
            await Budget.WaitAsync(Stopping).ConfigureAwait(false);
        }
        else if (!_plan.HasAside)
        {
            await WaitForNewsAsync(Stopping).ConfigureAwait(false);
            _plan.IsAtHead = false;
        }
        else
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
            var (news, room) = (WaitForNewsAsync(enough.Token).AsTask(), WaitForRoomAsideAsync(enough.Token));
            var first = await Task.WhenAny(news, room).ConfigureAwait(false);
            _plan.IsAtHead = first != news;
            await enough.CancelAsync().ConfigureAwait(false);
            await (first == news ? room : news).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await first.ConfigureAwait(false);
        }
    }

    private async ValueTask WaitForNewsAsync(CancellationToken cancellationToken)
    {
        if (Store is IFeedSignal signal) await signal.WaitAsync(_plan.Front, Options.PollInterval, cancellationToken).ConfigureAwait(false);
        else await Task.Delay(Options.PollInterval, Clock, cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitForRoomAsideAsync(CancellationToken cancellationToken)
    {
        while (!_plan.CanReadAside) await Budget.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads on, and deals out what it finds. Where the reading breaks off, it goes on behind what was dealt.</summary>
    private async ValueTask ReadAsync(FeedPass pass)
    {
        using var turn = await Turns.TakeAsync(Stopping).ConfigureAwait(false);
        try
        {
            await ReadPageAsync(pass).ConfigureAwait(false);
        }
        finally
        {
            _plan.End(pass);
        }

        if (!pass.HasReachedHead) return;
        _plan.IsAtHead = true;
        lock (_gate)
        {
            _hasReachedHead = true;
            _headSeen = pass.Position;
        }

        OnProgress();
    }

    private async ValueTask ReadPageAsync(FeedPass pass)
    {
        var scan = new FeedScan();
        FeedUnit? unit = null;
        try
        {
            await foreach (var @event in Store.ReadAllAsync(pass.Position, _registration.Filter with { Limit = pass.Limit, Scan = scan }, Stopping).ConfigureAwait(false))
            {
                if (unit is not null && unit.Position == @event.Position)
                {
                    unit.Add(@event);
                    continue;
                }

                if (unit is not null && !Deal(pass, unit)) return;
                unit = null;
                if (pass.IsBeyond(@event.Position))
                {
                    pass.Advance(pass.Until);
                    return;
                }

                unit = new FeedUnit(@event, @event.PayloadSize);
            }
        }
        catch (EventSourcingException e) when (PoisonLocator.Identify(e) is not null)
        {
            if (unit is not null) Deal(pass, unit);
            pass.Advance(scan.Position);
            await DealPoisonAsync(pass, e).ConfigureAwait(false);
            return;
        }

        if (unit is not null) Deal(pass, unit);
        pass.Advance(scan.ReachedHead ? pass.Until ?? scan.Position : scan.Position);
        pass.HasReachedHead = scan.ReachedHead && pass.Until is null;
    }

    private async ValueTask DealPoisonAsync(FeedPass pass, Exception error)
    {
        // Whatever comes next behind that place may be readable by now: then the reading simply goes on.
        if (await PoisonLocator.FindAsync(Store, _registration.Filter, pass.Position, error, Stopping).ConfigureAwait(false) is not { } place) return;
        if (pass.IsBeyond(place))
        {
            pass.Advance(pass.Until);
            return;
        }

        var (stream, version, name, schemaVersion) = PoisonLocator.Identify(error)!.Value;
        Deal(pass, new FeedUnit(place, stream, version, name, schemaVersion, await FindStoredAsync(stream, version).ConfigureAwait(false), error));
    }

    private async ValueTask<StoredEvent?> FindStoredAsync(StreamId stream, long version)
    {
        try
        {
            return Store is IStoredEventSource source ? await source.FindStoredAsync(stream, version, Stopping).ConfigureAwait(false) : null;
        }
        catch (SerializationException)
        {
            // Not even what is beside the payload can be read: the error that is parked says so.
            return null;
        }
    }

    private bool Deal(FeedPass pass, FeedUnit unit)
    {
        if (unit.Poison is null && Options.KeyOf is { } keyOf) unit.Key = KeyOf(keyOf, unit);
        return _plan.Deal(pass, unit, Options.Partitions == 1 ? 0 : PartitionOf(unit.Key));
    }

    private string KeyOf(Func<RecordedEvent, string> keyOf, FeedUnit unit)
    {
        try
        {
            return keyOf(unit.First) ?? throw new InvalidOperationException("KeyOf gave null.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new SubscriptionException(
                $"The subscription '{Options.Name}' cannot go on: event '{unit.EventName}' at version {unit.Version} of stream '{unit.Stream}' has no key, without which its order cannot be kept: {e.Message} Give each event a key.",
                Options.Name,
                0,
                unit.Position,
                e);
        }
    }
}
