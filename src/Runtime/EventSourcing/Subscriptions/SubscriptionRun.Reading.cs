using EventSourcing.Storage;

namespace EventSourcing.Subscriptions;

/// <content>The one reader: history and what comes live, filtered by the store, dealt out to the partitions.</content>
internal sealed partial class SubscriptionRun
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    // Everything up to here is dealt out. The reader's alone.
    private GlobalPosition? _cursor;

    /// <summary>Reads the event of a dead letter again.</summary>
    /// <returns>The event, or what says that it cannot be handled; <see langword="null"/> where it is no longer stored.</returns>
    public async ValueTask<FeedUnit?> ReadAgainAsync(DeadLetter letter)
    {
        if (await ReadAgainAsync(letter, _registration.Filter).ConfigureAwait(false) is { } unit) return unit;
        if (await ReadAgainAsync(letter, FeedReadOptions.Default).ConfigureAwait(false) is not { } other) return null;
        var refusal = new InvalidOperationException($"The event is stored, and does not pass the filter of '{Options.Name}' any more. Let the filter have it again and replay it, or resolve the dead letter.");
        return new FeedUnit(letter.Position, letter.Stream, letter.Version, letter.EventName, other.SchemaVersion, stored: null, refusal) { Key = letter.Key };
    }

    private async ValueTask<FeedUnit?> ReadAgainAsync(DeadLetter letter, FeedReadOptions filter)
    {
        GlobalPosition? before = letter.Position.Value > 0 ? new GlobalPosition(letter.Position.StoreId, letter.Position.Value - 1) : null;
        FeedUnit? unit = null;
        using var turn = await Turns.TakeAsync(Aborted).ConfigureAwait(false);
        try
        {
            await foreach (var @event in Store.ReadAllAsync(before, filter with { Limit = 1 }, Aborted).ConfigureAwait(false))
            {
                if (@event.Position != letter.Position) return null;
                if (unit is null) unit = new FeedUnit(@event, @event.PayloadSize) { Key = letter.Key };
                else unit.Add(@event);
            }
        }
        catch (EventSourcingException e) when (PoisonLocator.Identify(e) is { } poison)
        {
            // Where it is another one that cannot be read, there is nothing at the letter's place any more.
            return poison.Stream == letter.Stream && poison.Version == letter.Version
                ? new FeedUnit(letter.Position, letter.Stream, letter.Version, letter.EventName, poison.SchemaVersion, stored: null, e) { Key = letter.Key }
                : null;
        }

        return unit;
    }

    private async Task ReadAsync()
    {
        try
        {
            _cursor = Array.Exists(_workers, w => w.Handled is null) ? null : _workers.Min(w => w.Handled);
            for (var (failures, fruitless) = (0, 0); !Stopping.IsCancellationRequested;)
            {
                await WaitUntilAllowedAsync().ConfigureAwait(false);
                var room = await Budget.WaitForRoomAsync(Stopping).ConfigureAwait(false);
                var from = _cursor;
                try
                {
                    var reachedHead = await ReadPageAsync(room).ConfigureAwait(false);

                    // There may be nothing to handle whose success would close a circuit that the reading has opened.
                    if (failures > 0 && Circuit.Succeed()) OnCircuitChanged();
                    failures = 0;
                    if (!reachedHead) continue;

                    // A signal tells of something that cannot be read yet now and then: the feed is asked again, but not without end.
                    fruitless = _cursor == from ? fruitless + 1 : 0;
                    if (fruitless > 2) await Task.Delay(Shorter(ShortestWait * Math.Min(fruitless, 50)), Clock, Stopping).ConfigureAwait(false);
                    await WaitForNewsAsync(_cursor).ConfigureAwait(false);
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

    private async ValueTask WaitForNewsAsync(GlobalPosition? cursor)
    {
        if (Store is IFeedSignal signal) await signal.WaitAsync(cursor, Options.PollInterval, Stopping).ConfigureAwait(false);
        else await Task.Delay(Options.PollInterval, Clock, Stopping).ConfigureAwait(false);
    }

    /// <summary>Reads on, and deals out what it finds. Where the reading breaks off, it goes on behind what was dealt.</summary>
    /// <returns>Whether it has come to the end of the feed.</returns>
    private async ValueTask<bool> ReadPageAsync(int room)
    {
        using var turn = await Turns.TakeAsync(Stopping).ConfigureAwait(false);
        var scan = new FeedScan();
        FeedUnit? unit = null;
        try
        {
            await foreach (var @event in Store.ReadAllAsync(_cursor, _registration.Filter with { Limit = room, Scan = scan }, Stopping).ConfigureAwait(false))
            {
                if (unit is not null && unit.Position == @event.Position)
                {
                    unit.Add(@event);
                    continue;
                }

                if (unit is not null && !Deal(unit)) return Dealt(_cursor, reachedHead: false);
                unit = new FeedUnit(@event, @event.PayloadSize);
            }
        }
        catch (EventSourcingException e) when (PoisonLocator.Identify(e) is not null)
        {
            if (unit is not null) Deal(unit);
            var after = scan.Position is { } scanned && (_cursor is not { } last || scanned > last) ? scanned : _cursor;
            return Dealt(await DealPoisonAsync(after, e).ConfigureAwait(false), reachedHead: false);
        }

        if (unit is not null) Deal(unit);
        var position = scan.Position ?? _cursor;
        if (!scan.ReachedHead) return Dealt(position, reachedHead: false);
        lock (_gate)
        {
            _hasReachedHead = true;
            _headSeen = position;
        }

        return Dealt(position, reachedHead: true);
    }

    private async ValueTask<GlobalPosition?> DealPoisonAsync(GlobalPosition? after, Exception error)
    {
        // Whatever comes next behind that place may be readable by now: then the reading simply goes on.
        if (await PoisonLocator.FindAsync(Store, _registration.Filter, after, error, Stopping).ConfigureAwait(false) is not { } place) return after;
        var (stream, version, name, schemaVersion) = PoisonLocator.Identify(error)!.Value;
        Deal(new FeedUnit(place, stream, version, name, schemaVersion, await FindStoredAsync(stream, version).ConfigureAwait(false), error));
        return place;
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

    private bool Deal(FeedUnit unit)
    {
        unit.Key = unit.Poison is null && Options.KeyOf is { } keyOf ? KeyOf(keyOf, unit) : unit.Stream.ToString();
        _cursor = unit.Position;
        if (_byPartition[PartitionOf(unit.Key)] is not { } worker) return true;
        var hasRoom = Budget.Take(unit);
        worker.Queue.Add(unit);
        return hasRoom;
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

    private bool Dealt(GlobalPosition? position, bool reachedHead)
    {
        _cursor = position;
        if (position is { } place)
        {
            foreach (var worker in _workers) worker.Queue.Advance(place);
        }

        if (reachedHead) OnProgress();
        return reachedHead;
    }
}
