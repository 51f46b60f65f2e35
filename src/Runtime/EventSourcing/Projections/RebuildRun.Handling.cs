using System.Collections.Concurrent;
using EventSourcing.ReadModels;
using EventSourcing.Subscriptions;

namespace EventSourcing.Projections;

/// <content>Handles pages, and what becomes of events that fail.</content>
internal sealed partial class RebuildRun
{
    // Parts at work at once share it, each with keys of its own.
    private readonly ConcurrentDictionary<string, string> _parkedKeys = new(StringComparer.Ordinal);
    private long _parked;
    private long _skipped;

    private async ValueTask<int> HandleAsync(RebuildPage page, CancellationToken cancellationToken)
    {
        if (page.UpTo is not { } upTo) return 0;
        if (page.Poison is not { } poison) return await HandleAsync(page.Events, upTo, cancellationToken).ConfigureAwait(false);
        var handled = page.Events.Count == 0 ? 0 : await HandleAsync(page.Events, page.Events[^1].Position, cancellationToken).ConfigureAwait(false);
        return handled + await PassAsync(poison, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<int> HandleAsync(IReadOnlyList<RecordedEvent> events, GlobalPosition upTo, CancellationToken cancellationToken)
    {
        if (_positions.Length == 1) return await HandleAsync(0, events, upTo, cancellationToken).ConfigureAwait(false);
        var parts = RebuildUnits.Split(events, PartOf);
        var handled = await Task.WhenAll(Enumerable.Range(0, _positions.Length).Select(part => HandleAsync(part, [.. parts[part]], upTo, cancellationToken))).ConfigureAwait(false);
        return handled.Sum();
    }

    private int PartOf(RecordedEvent first) => StableHash.PartitionOf(Projection.KeyOf(first), _positions.Length);

    private async Task<int> HandleAsync(int part, IReadOnlyList<RecordedEvent> events, GlobalPosition upTo, CancellationToken cancellationToken)
    {
        var from = _positions[part];
        if (from >= upTo) return 0;

        // After a resumption the parts may stand at different places.
        RecordedEvent[] left = from is { } handled ? [.. events.Where(e => e.Position > handled)] : [.. events];
        var (start, end, suspect, failures, failedAt) = (0, left.Length, -1, 0, default(DateTimeOffset));
        while (true)
        {
            var to = end == left.Length ? upTo : left[end - 1].Position;
            if (await HandlePatientlyAsync(part, left[start..end], to, cancellationToken).ConfigureAwait(false) is { Event: { } culprit } fault)
            {
                if (options.OnError == ErrorStrategy.Stop) throw new ProjectionRebuildException(Projection, culprit, fault.Error);
                var at = RebuildUnits.StartOf(left, culprit);
                if (at != suspect) (suspect, failures, failedAt) = (at, 0, letters.Clock.GetUtcNow());
                failures++;

                // First what comes before it, then it alone: only what fails alone is at fault by itself.
                var alone = RebuildUnits.EndOf(left, at);
                if (at > start || alone < end)
                {
                    end = at > start ? at : alone;
                    continue;
                }

                var letter = options.OnError == ErrorStrategy.Park ? letters.LetterOf(left[at]).Failed(fault.Error, failures, failedAt, letters.Clock.GetUtcNow()) : null;
                await EndFailureAsync(part, letter, to, cancellationToken).ConfigureAwait(false);
            }

            _positions[part] = to;
            if (end == left.Length) return left.Length;
            (start, end) = (end, end == suspect ? RebuildUnits.EndOf(left, end) : left.Length);
        }
    }

    // Where a run of events fails, they are handled one by one, so that it is known which one it is.
    private async ValueTask<ShadowFault?> HandlePatientlyAsync(int part, RecordedEvent[] events, GlobalPosition upTo, CancellationToken cancellationToken)
    {
        var fault = await RebuildWork.PatientlyAsync(() => TryHandleAsync(part, events, upTo, alone: false, cancellationToken), cancellationToken).ConfigureAwait(false);
        return fault is { Event: null } ? await RebuildWork.PatientlyAsync(() => TryHandleAsync(part, events, upTo, alone: true, cancellationToken), cancellationToken).ConfigureAwait(false) : fault;
    }

    private async ValueTask<ShadowFault?> TryHandleAsync(int part, RecordedEvent[] events, GlobalPosition upTo, bool alone, CancellationToken cancellationToken)
    {
        var transaction = await Store.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);

        // With this token nobody else moves it: an earlier attempt, whose outcome was unknown, has succeeded.
        if (await MoveAsync(transaction, part, upTo, cancellationToken).ConfigureAwait(false) == CheckpointOutcome.Behind) return null;
        ReadAhead.Remember(transaction, _memories[part]);
        var (fault, parked) = await HandleInAsync(transaction, events, alone, cancellationToken).ConfigureAwait(false);
        if (fault is not null) return fault;
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _parked, parked);
        return null;
    }

    // What comes behind parked events of its key is parked as well, whatever the option says now.
    private async ValueTask<(ShadowFault? Fault, int Parked)> HandleInAsync(IStoreTransaction transaction, IReadOnlyList<RecordedEvent> events, bool alone, CancellationToken cancellationToken)
    {
        if (_parkedKeys.IsEmpty) return (await _shadow.HandleAsync(events, transaction, alone, cancellationToken).ConfigureAwait(false), 0);
        var split = RebuildUnits.Split(events, first => _parkedKeys.ContainsKey(Projection.KeyOf(first)));
        if (await _shadow.HandleAsync([.. split[false]], transaction, alone, cancellationToken).ConfigureAwait(false) is { } fault) return (fault, 0);
        var behind = split[true].DistinctBy(e => e.Position).ToList();
        foreach (var first in behind) await letters.ParkAsync(transaction, letters.LetterOf(first), cancellationToken).ConfigureAwait(false);
        return (null, behind.Count);
    }

    // Everything before it is handled. It was asked for twice, and what cannot be read now cannot be read later by the same program.
    private async ValueTask<int> PassAsync(RebuildPoison poison, CancellationToken cancellationToken)
    {
        var hasKey = Projection.Key is null;
        var own = hasKey ? StableHash.PartitionOf(poison.Key, _positions.Length) : 0;
        var isBehind = hasKey && _parkedKeys.ContainsKey(poison.Key);

        // After a resumption its part may have come past it.
        var isLeft = !(_positions[own] >= poison.Position);
        if (isLeft && !isBehind)
        {
            if (options.OnError == ErrorStrategy.Stop) throw Unreadable(poison);
            if (options.OnError == ErrorStrategy.Park && !hasKey) throw Unreadable(poison, "Without being read it has no key behind which later events could be parked: make it readable, or let the rebuild skip such events.");
        }

        for (var part = 0; part < _positions.Length; part++)
        {
            if (part != own) await HandleAsync(part, [], poison.Position, cancellationToken).ConfigureAwait(false);
        }

        if (!isLeft) return 0;
        var letter = isBehind || options.OnError == ErrorStrategy.Park ? await letters.LetterOfAsync(poison, cancellationToken).ConfigureAwait(false) : null;
        var now = letters.Clock.GetUtcNow();
        await EndFailureAsync(own, isBehind ? letter : letter?.Failed(poison.Error, 1, now, now), poison.Position, cancellationToken).ConfigureAwait(false);
        _positions[own] = poison.Position;
        return 1;
    }

    private ProjectionRebuildException Unreadable(RebuildPoison poison, string? advice = null) => new(Projection, poison.Stream, poison.Version, poison.Position, poison.EventName, poison.Error, advice);

    // Parks the event, or passes it over where there is no letter.
    private async ValueTask EndFailureAsync(int part, DeadLetter? letter, GlobalPosition to, CancellationToken cancellationToken)
    {
        await RebuildWork.PatientlyAsync(
            async () =>
            {
                var transaction = await Store.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using var t = transaction.ConfigureAwait(false);
                if (await MoveAsync(transaction, part, to, cancellationToken).ConfigureAwait(false) == CheckpointOutcome.Behind) return true;
                if (letter is not null) await letters.ParkAsync(transaction, letter, cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        if (letter is not null)
        {
            _parkedKeys.TryAdd(letter.Key, "");
            Interlocked.Increment(ref _parked);
        }
        else
        {
            Interlocked.Increment(ref _skipped);
        }
    }
}
