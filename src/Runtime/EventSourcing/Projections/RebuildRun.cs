using EventSourcing.ReadModels;
using EventSourcing.Subscriptions;

namespace EventSourcing.Projections;

/// <summary>One rebuild: fills side tables from the feed, a page in a transaction with the checkpoint, until they may take over.</summary>
internal sealed partial class RebuildRun(RebuildWork work, RebuildOptions options, Func<Type, object?>? services, RebuildMeter meter, RebuildLetters letters)
{
    private readonly RebuildFeed _feed = new(work.Store, work.Projection, options.PageSize);
    private readonly ShadowProjection _shadow = new(work.Projection, table => SideTables.Filling(table, work.Projection.Version), services);
    private readonly string _name = ProjectionVersions.RebuildName(work.Projection);
    private GlobalPosition?[] _positions = [];
    private RowMemory[] _memories = [];
    private RebuildPhase _phase = RebuildPhase.Filling;
    private bool _wasResumed;

    private ITransactionalEventStore Store => work.Store;

    private ProjectionDescriptor Projection => work.Projection;

    // All parts have come at least this far.
    private GlobalPosition? Lowest => Array.Exists(_positions, p => p is null) ? null : _positions.Min();

    public async ValueTask<RebuildResult> RunAsync(CancellationToken cancellationToken)
    {
        // Before hours are spent on it; and once more when the tables take over.
        await work.InTransactionAsync((_, tables) => RequireReplaceableAsync(tables, cancellationToken), cancellationToken).ConfigureAwait(false);
        _wasResumed = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        if (options.OnError == ErrorStrategy.Park) await letters.PrepareAsync(cancellationToken).ConfigureAwait(false);
        _memories = [.. _positions.Select(_ => _shadow.NewMemory(options.RememberedRows / _positions.Length, isWhole: !_wasResumed, ownRowsOnly: _positions.Length > 1))];
        meter.Begin(Lowest);
        var rounds = new RebuildRounds(options.TakeOverEvents, options.TakeOverRounds);
        while (true)
        {
            // What is appended meanwhile is the next round's: so each round ends, and its length tells how far behind the rebuild is.
            var left = await FillAsync(cancellationToken).ConfigureAwait(false);
            if (rounds.IsShort(left))
            {
                await meter.TellAsync(RebuildPhase.TakingOver, 0, Lowest, cancellationToken).ConfigureAwait(false);
                (var result, left) = await RebuildWork.PatientlyAsync(attempt => TryTakeOverAsync(attempt, cancellationToken), cancellationToken).ConfigureAwait(false);
                if (result is not null)
                {
                    await meter.TellAsync(RebuildPhase.Done, 0, result.Position, CancellationToken.None).ConfigureAwait(false);
                    return result;
                }
            }

            if (!rounds.MayGoOn(left)) throw new RebuildBehindException(Projection, Lowest, left, rounds.InVain, options.TakeOverEvents);
        }
    }

    private async ValueTask<bool> PrepareAsync(CancellationToken cancellationToken)
    {
        var stored = options.Resume ? await Store.Checkpoints.ListAsync(_name, cancellationToken).ConfigureAwait(false) : [];
        var hasLetters = false;
        if (stored.Count > 0 && await work.InTransactionAsync(
            async (transaction, tables) =>
            {
                hasLetters = await RebuildLetters.AreKeptAsync(tables, cancellationToken).ConfigureAwait(false);
                return await ClaimAsync(transaction, tables, stored, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false))
        {
            if (hasLetters) foreach (var key in await letters.ParkedKeysAsync(cancellationToken).ConfigureAwait(false)) _parkedKeys.TryAdd(key, key);
            await Store.ReadModelSchema.ApplyAsync(_shadow.Sides, cancellationToken).ConfigureAwait(false);
            return true;
        }

        // Without checkpoints side tables are worth nothing: a crash on the way here begins anew again.
        await work.InTransactionAsync(
            async (transaction, tables) =>
            {
                foreach (var side in _shadow.Sides) await tables.DropTableAsync(side.Table, cancellationToken).ConfigureAwait(false);
                await RebuildLetters.RemoveAsync(transaction, tables, [_name], cancellationToken).ConfigureAwait(false);
                return await transaction.RemoveCheckpointsAsync(_name, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        await Store.ReadModelSchema.ApplyAsync(_shadow.Sides, cancellationToken).ConfigureAwait(false);
        _positions = new GlobalPosition?[options.Partitions];
        await work.InTransactionAsync(
            async (transaction, tables) =>
            {
                foreach (var side in _shadow.Sides) await tables.ClearTableAsync(side, cancellationToken).ConfigureAwait(false);
                for (var part = 0; part < options.Partitions; part++) await MoveAsync(transaction, part, position: null, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return false;
    }

    // From here on whoever was at it before, and only seems to be dead, is fenced.
    private async ValueTask<bool> ClaimAsync(IStoreTransaction transaction, IReadModelTables tables, IReadOnlyList<Checkpoint> stored, CancellationToken cancellationToken)
    {
        var present = await tables.ListTablesAsync(cancellationToken).ConfigureAwait(false);
        if (_shadow.Sides.Any(side => !present.Contains(side.Table))) return false;
        var positions = new GlobalPosition?[stored.Count];
        foreach (var checkpoint in stored)
        {
            var locked = await transaction.LockCheckpointAsync(_name, checkpoint.Partition, cancellationToken).ConfigureAwait(false);
            if (locked is null || locked.Partition >= positions.Length) return false;
            await MoveAsync(transaction, locked.Partition, position: null, cancellationToken).ConfigureAwait(false);
            positions[locked.Partition] = locked.Position;
        }

        _positions = positions;
        return true;
    }

    private async ValueTask<CheckpointOutcome> MoveAsync(IStoreTransaction transaction, int part, GlobalPosition? position, CancellationToken cancellationToken)
    {
        var outcome = await transaction.MoveCheckpointAsync(new Checkpoint(_name, part, position, work.Token), cancellationToken).ConfigureAwait(false);
        return outcome == CheckpointOutcome.Fenced ? throw work.Lost() : outcome;
    }

    // Up to where the feed ends when it begins. While a page is handled the next one is read.
    private async ValueTask<long> FillAsync(CancellationToken cancellationToken)
    {
        if (await Store.GetHeadAsync(cancellationToken).ConfigureAwait(false) is not { } end) return 0;
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = _feed.Begin(Lowest, end);
        await using var r = reading.ConfigureAwait(false);
        var next = BeginNext();
        try
        {
            for (var all = 0L; ;)
            {
                var page = await next.ConfigureAwait(false);
                if (page.IsLast) _phase = RebuildPhase.Following;
                else next = BeginNext();
                var handled = await HandleAsync(page, cancellationToken).ConfigureAwait(false);
                all += handled;
                await meter.TellAsync(_phase, handled, page.UpTo, cancellationToken).ConfigureAwait(false);
                if (page.IsLast) return all;
            }
        }
        finally
        {
            await cancelling.CancelAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Beside the handling at any rate: some stores read without ever waiting.
        Task<RebuildPage> BeginNext() => Task.Run(() => reading.NextAsync(cancelling.Token), CancellationToken.None);
    }
}
