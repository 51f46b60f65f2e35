using EventSourcing.ReadModels;

namespace EventSourcing.Projections;

/// <summary>What a rebuild, a comparison and a reset of a projection share: they are one at a time, and work on whole tables.</summary>
internal sealed class RebuildWork : IAsyncDisposable
{
    /// <summary>How long whoever locks tables waits for those who write them; who comes after him waits as well.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SecondWait = TimeSpan.FromMilliseconds(300);

    private readonly DistributedLock _held;
    private readonly CancellationTokenSource _stopping;

    private RebuildWork(ITransactionalEventStore store, ProjectionDescriptor projection, DistributedLock held, CancellationToken cancelled)
    {
        (Store, Projection, _held) = (store, projection, held);
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancelled, held.Lost);
    }

    public ITransactionalEventStore Store { get; }

    public ProjectionDescriptor Projection { get; }

    /// <summary>Greater than that of everybody who has done such work before.</summary>
    public long Token => _held.FencingToken;

    /// <summary>Does some work, while nobody else does.</summary>
    /// <exception cref="RebuildInProgressException">Somebody else is at it.</exception>
    public static async ValueTask<TResult> RunAsync<TResult>(
        ITransactionalEventStore store, ProjectionDescriptor projection, DistributedLockOptions locks, Func<RebuildWork, CancellationToken, ValueTask<TResult>> work, CancellationToken cancellationToken)
    {
        // Whose tenant's request asks for it does not matter: projections see the events of all.
        using var everyone = EventSourcingContext.Use(EventSourcingContext.Current.OfNobody());
        var held = await new DistributedLocks(store.Leases, locks).TryAcquireAsync(ProjectionVersions.LockName(projection), cancellationToken).ConfigureAwait(false)
            ?? throw new RebuildInProgressException(projection);
        var run = new RebuildWork(store, projection, held, cancellationToken);
        await using (run.ConfigureAwait(false))
        {
            try
            {
                return await work(run, run._stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException e) when (held.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw run.Lost(e);
            }
            catch (OperationCanceledException e) when (e.CancellationToken != cancellationToken && cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            }
        }
    }

    /// <summary>Somebody else goes on with it.</summary>
    public ProjectionRebuildException Lost(Exception? cause = null) =>
        new(Projection, $"its lease '{ProjectionVersions.LockName(Projection)}' was lost, and somebody else may have gone on since. Look at the store, and try again; a longer Duration of RebuildOptions.Lock helps where it ran out.", cause);

    /// <summary>What the transaction does with whole tables.</summary>
    public static IReadModelTables TablesOf(ITransactionalEventStore store, IStoreTransaction transaction) => (transaction is InlineTransaction inline ? inline.Inner : transaction) as IReadModelTables
        ?? throw new NotSupportedException($"{store.GetType().Name} cannot exchange the tables of read models. Use a store of this framework.");

    /// <summary>What the transaction does with whole tables.</summary>
    public IReadModelTables TablesOf(IStoreTransaction transaction) => TablesOf(Store, transaction);

    /// <summary>Does something in a transaction, and commits it.</summary>
    public async ValueTask<TResult> InTransactionAsync<TResult>(Func<IStoreTransaction, IReadModelTables, ValueTask<TResult>> work, CancellationToken cancellationToken)
    {
        var transaction = await Store.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        var result = await work(transaction, TablesOf(transaction)).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>Tries again while the store fails in ways that pass.</summary>
    public static ValueTask<TResult> PatientlyAsync<TResult>(Func<ValueTask<TResult>> work, CancellationToken cancellationToken) => PatientlyAsync(_ => work(), cancellationToken);

    /// <summary>Tries again while the store fails in ways that pass; the work is told which attempt it is, from 1.</summary>
    public static async ValueTask<TResult> PatientlyAsync<TResult>(Func<int, ValueTask<TResult>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work(attempt).ConfigureAwait(false);
            }
            catch (EventStoreException e) when (e.IsTransient && attempt < 8)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(25 << attempt), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Keeps everybody else from writing tables and moving checkpoints until the transaction ends.</summary>
    /// <returns>The checkpoints as they stand; those that are gone are not among them.</returns>
    /// <remarks>
    /// Subscriptions write rows and then move their checkpoint; inline projections lock it and then write rows. So by turns in either order: what is locked second is waited for so shortly that the attempt is given up
    /// before the server looks for a deadlock, whose victim might be an append.
    /// </remarks>
    public static async ValueTask<List<Checkpoint>> LockAsync(IStoreTransaction transaction, IReadModelTables tables, IReadOnlyList<string> names, IReadOnlyList<Checkpoint> known, int attempt, CancellationToken cancellationToken)
    {
        var (locked, tablesFirst) = (new List<Checkpoint>(), attempt % 2 == 1);
        await tables.LimitWaitsAsync(FirstWait, cancellationToken).ConfigureAwait(false);
        if (tablesFirst) await tables.LockTablesAsync(names, cancellationToken).ConfigureAwait(false);
        else await LockCheckpointsAsync().ConfigureAwait(false);
        await tables.LimitWaitsAsync(SecondWait, cancellationToken).ConfigureAwait(false);
        if (tablesFirst) await LockCheckpointsAsync().ConfigureAwait(false);
        else await tables.LockTablesAsync(names, cancellationToken).ConfigureAwait(false);
        await tables.LimitWaitsAsync(FirstWait, cancellationToken).ConfigureAwait(false);
        return locked;

        async ValueTask LockCheckpointsAsync()
        {
            foreach (var checkpoint in known)
            {
                if (await transaction.LockCheckpointAsync(checkpoint.Subscription, checkpoint.Partition, cancellationToken).ConfigureAwait(false) is { } found) locked.Add(found);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _held.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }
}
