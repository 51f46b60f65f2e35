using EventSourcing.ReadModels;

namespace EventSourcing.Projections;

/// <summary>What a rebuild, a comparison and a reset of a projection share: they are one at a time, and work on whole tables.</summary>
internal sealed class RebuildWork : IAsyncDisposable
{
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
            catch (OperationCanceledException e) when (e.CancellationToken == run._stopping.Token && cancellationToken.IsCancellationRequested)
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
    public static async ValueTask<TResult> PatientlyAsync<TResult>(Func<ValueTask<TResult>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (EventStoreException e) when (e.IsTransient && attempt < 8)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(25 << attempt), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _held.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }
}
