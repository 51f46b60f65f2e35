using EventSourcing.ReadModels;
using EventSourcing.Subscriptions;

namespace EventSourcing.Projections;

/// <summary>One comparison: builds rows beside those that serve, up to where they stand, and compares.</summary>
internal sealed class VerifyRun(RebuildWork work, int pageSize, int mostDifferences, Func<Type, object?>? services)
{
    private const int MostRounds = 10;
    private const int MostTries = 30;

    private readonly RebuildFeed _feed = new(work.Store, work.Projection, pageSize);
    private readonly ShadowProjection _shadow = new(work.Projection, SideTables.Check, services);
    private RowMemory? _memory;
    private GlobalPosition? _position;

    // Where events stand that wait as dead letters: they are not in the rows, and nobody says they are.
    private HashSet<long> _waiting = [];

    private ProjectionDescriptor Projection => work.Projection;

    public async ValueTask<ProjectionVerification> RunAsync(CancellationToken cancellationToken)
    {
        var live = await ListAsync(cancellationToken).ConfigureAwait(false);
        await DropAsync(cancellationToken).ConfigureAwait(false);
        await work.Store.ReadModelSchema.ApplyAsync(_shadow.Sides, cancellationToken).ConfigureAwait(false);
        try
        {
            _waiting = await work.InTransactionAsync((transaction, tables) => RebuildLetters.WaitingAsync(transaction, tables, Projection.SubscriptionName, cancellationToken), cancellationToken).ConfigureAwait(false);
            for (var round = 1; ; round++)
            {
                // What is handled meanwhile is handled while the projection stands still: so another round first where it may be much. Where rows are written faster than here, no round helps.
                var handled = live.Any(c => c.Position is null) ? 0 : await FillAsync(live.Min(c => c.Position)!.Value, cancellationToken).ConfigureAwait(false);
                if ((handled <= RebuildOptions.Default.TakeOverEvents || round >= MostRounds)
                    && await RebuildWork.PatientlyAsync(attempt => TryCompareAsync(live, attempt, cancellationToken), cancellationToken).ConfigureAwait(false) is { } found) return found;
                if (round >= MostTries) throw new ProjectionRebuildException(Projection, $"its rows could not be compared in {MostTries} attempts: dead letters of it are replayed or resolved all the time. Compare when that is done.", innerException: null);
                live = await ListAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await DropAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async ValueTask<IReadOnlyList<Checkpoint>> ListAsync(CancellationToken cancellationToken)
    {
        var live = await work.Store.Checkpoints.ListAsync(Projection.SubscriptionName, cancellationToken).ConfigureAwait(false);
        if (live.Count == 0) throw new ProjectionRebuildException(Projection, "it has no checkpoint, so nobody knows which events its rows should stand for. Run it, or rebuild it.", innerException: null);
        if (live.Any(c => c.IsRetired)) await ProjectionVersions.RequireServingAsync(work.Store, Projection, cancellationToken).ConfigureAwait(false);
        return live;
    }

    private ValueTask<bool> DropAsync(CancellationToken cancellationToken) => work.InTransactionAsync(
        async (_, tables) =>
        {
            foreach (var side in _shadow.Sides) await tables.DropTableAsync(side.Table, cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private async ValueTask<long> FillAsync(GlobalPosition end, CancellationToken cancellationToken)
    {
        var handled = 0L;
        var reading = _feed.Begin(_position, end);
        await using var r = reading.ConfigureAwait(false);
        while (!(_position >= end))
        {
            var page = await reading.NextAsync(cancellationToken).ConfigureAwait(false);
            RecordedEvent[] events = [.. page.Events.Where(e => !_waiting.Contains(e.Position.Value))];
            if (await TryHandleAsync(events, alone: false, cancellationToken).ConfigureAwait(false) is not null && await TryHandleAsync(events, alone: true, cancellationToken).ConfigureAwait(false) is { } fault) throw Stopped(fault);
            if (page.Poison is { } poison && !_waiting.Contains(poison.Position.Value)) throw Unreadable(poison);
            _position = page.UpTo;
            handled += page.Events.Count;
        }

        return handled;
    }

    // Without a checkpoint it is unknown whether a commit that was cut off has succeeded: such an error ends the comparison.
    private async ValueTask<ShadowFault?> TryHandleAsync(RecordedEvent[] events, bool alone, CancellationToken cancellationToken)
    {
        if (events.Length == 0) return null;
        var transaction = await work.Store.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        ReadAhead.Remember(transaction, _memory ??= _shadow.NewMemory(RebuildOptions.Default.RememberedRows, isWhole: true, ownRowsOnly: false));
        if (await _shadow.HandleAsync(events, transaction, alone, cancellationToken).ConfigureAwait(false) is { } fault) return fault;
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return null;
    }

    // Null where checkpoints or dead letters are others meanwhile. All that the transaction writes is undone.
    private async ValueTask<ProjectionVerification?> TryCompareAsync(IReadOnlyList<Checkpoint> known, int attempt, CancellationToken cancellationToken)
    {
        var transaction = await work.Store.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        var tables = work.TablesOf(transaction);
        var live = await RebuildWork.LockAsync(transaction, tables, [.. _shadow.Tables.Select(m => m.Live.Table)], known, attempt, cancellationToken).ConfigureAwait(false);
        if (live.Count != known.Count) return null;
        var waiting = await RebuildLetters.WaitingAsync(transaction, tables, Projection.SubscriptionName, cancellationToken).ConfigureAwait(false);
        if (!waiting.Where(IsFilled).ToHashSet().SetEquals(_waiting.Where(IsFilled)))
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            await BeginAnewAsync(cancellationToken).ConfigureAwait(false);
            _waiting = waiting;
            return null;
        }

        _waiting = waiting;
        var events = await ReadAsync(live, tables, cancellationToken).ConfigureAwait(false);
        if (await _shadow.HandleAsync(events, transaction, alone: true, cancellationToken).ConfigureAwait(false) is { } fault) throw Stopped(fault);
        return await CompareAsync(tables, live.Max(c => c.Position), cancellationToken).ConfigureAwait(false);
    }

    // What was a dead letter is in the rows now, or the other way round.
    private async ValueTask BeginAnewAsync(CancellationToken cancellationToken)
    {
        await work.InTransactionAsync(
            async (_, tables) =>
            {
                foreach (var side in _shadow.Sides) await tables.ClearTableAsync(side, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        (_position, _memory) = (null, null);
    }

    private bool IsFilled(long position) => position <= _position?.Value;

    // What the partitions have handled beyond where the rows beside them stand.
    private async ValueTask<List<RecordedEvent>> ReadAsync(List<Checkpoint> live, IReadModelTables tables, CancellationToken cancellationToken)
    {
        var events = new List<RecordedEvent>();
        if (live.Max(c => c.Position) is not { } end) return events;
        for (var (after, isLast) = (_position, false); !isLast;)
        {
            var page = await _feed.ReadAsync(after, end, tables, cancellationToken).ConfigureAwait(false);
            var parts = RebuildUnits.Split(page.Events, first => StableHash.PartitionOf(Projection.KeyOf(first), live.Count));
            events.AddRange(parts.SelectMany(part => part.Where(e => e.Position <= live[part.Key].Position && !_waiting.Contains(e.Position.Value))).OrderBy(e => e.Position));
            if (page.Poison is { } poison && !_waiting.Contains(poison.Position.Value) && MayBeHandled(poison, live)) throw Unreadable(poison);
            (after, isLast) = (page.UpTo, page.IsLast);
        }

        return events;
    }

    // Where the key is made of what is in the event, nobody knows whose it would be.
    private bool MayBeHandled(RebuildPoison poison, List<Checkpoint> live) => Projection.Key is not null || live[StableHash.PartitionOf(poison.Key, live.Count)].Position >= poison.Position;

    private ProjectionRebuildException Unreadable(RebuildPoison poison) => new(
        Projection,
        poison.Stream,
        poison.Version,
        poison.Position,
        poison.EventName,
        poison.Error,
        "What it has to do with the rows nobody can say: compare with a program that can read it. Only such events are left out as wait as dead letters.");

    private ProjectionRebuildException Stopped(ShadowFault fault) => new(Projection, fault.Event!, fault.Error);

    private async ValueTask<ProjectionVerification> CompareAsync(IReadModelTables tables, GlobalPosition? position, CancellationToken cancellationToken)
    {
        var (differences, rows, count) = (new List<RowDifference>(), 0L, 0L);
        foreach (var (live, side) in _shadow.Tables)
        {
            var comparison = new TableComparison(tables, side, live, mostDifferences, differences);
            await comparison.RunAsync(cancellationToken).ConfigureAwait(false);
            (rows, count) = (rows + comparison.Rows, count + comparison.Count);
        }

        return new ProjectionVerification { Projection = Projection.SubscriptionName, Position = position, RowsCompared = rows, DifferenceCount = count, Differences = differences };
    }
}
