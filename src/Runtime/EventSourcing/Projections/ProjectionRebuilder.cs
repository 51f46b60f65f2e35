using EventSourcing.Projections;

namespace EventSourcing;

/// <summary>
/// Rebuilds projections beside what serves, compares their rows with history, and resets them. Which version of a projection serves is kept with its checkpoints: those of the versions before are retired, and
/// whoever still runs them is fenced.
/// </summary>
/// <remarks>
/// <para>
/// A rebuild fills tables of its own, named after those that serve and the version (<c>balances__v2</c>), which then take their place in one transaction. The rights and comments of the old table go over to the new one,
/// and so do views; indexes of your own do not. Where it has what cannot go over, such as a trigger, a policy, a constraint, a foreign key or a materialized view of your own, the rebuild refuses to begin.
/// </para>
/// <para>
/// It rebuilds the read models that the projection's descriptor lists. Handlers are told by <see cref="EventContext.IsRebuild"/>; what they write by SQL of their own they have to rebuild by themselves, and
/// appends are refused meanwhile. What one of these members works on, no other one does at the same time, on whatever node: each takes the lease <c>rebuild:name</c>.
/// </para>
/// <para>Any number of threads may use it.</para>
/// </remarks>
public sealed class ProjectionRebuilder
{
    private readonly ITransactionalEventStore _store;
    private readonly Func<Type, object?>? _services;
    private readonly TimeProvider _clock;

    /// <summary>Rebuilds the projections of a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="services">Finds the services that constructors of projections ask for; <see langword="null"/> where none do.</param>
    /// <param name="timeProvider">The clock by which rates and times are measured; <see langword="null"/> for the system's.</param>
    public ProjectionRebuilder(ITransactionalEventStore store, Func<Type, object?>? services = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _services = services;
        _clock = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Tells how far each rebuild has come, whoever has begun it: after each page of the feed, and when its tables serve. It is called in the flow of the rebuild: return soon.</summary>
    public event EventHandler<RebuildProgressedEventArgs>? Progressed;

    /// <summary>Rebuilds a projection.</summary>
    /// <typeparam name="TProjection">The projection's class.</typeparam>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Is told how far it has come; <see langword="null"/> where nobody asks.</param>
    /// <param name="cancellationToken">Breaks it off between two transactions. What is filled stays, and the next rebuild of this version goes on there.</param>
    /// <returns>What was done; the new tables serve.</returns>
    /// <exception cref="RebuildInProgressException">Somebody else is rebuilding, comparing or resetting the projection.</exception>
    /// <exception cref="ProjectionRebuildException">An event could not be read or handled, or the lease was lost. What serves is as it was.</exception>
    /// <exception cref="RebuildBehindException">Others append faster than it handles. What serves is as it was.</exception>
    /// <exception cref="ReadModelSchemaException">A table has what would not go over to the one that takes its place, or the tables may not be made or exchanged. What serves is as it was.</exception>
    /// <exception cref="EventStoreException">The server or file failed. What serves is as it was, unless the error says that the outcome is unknown.</exception>
    public ValueTask<RebuildResult> RebuildAsync<TProjection>(RebuildOptions? options = null, IProgress<RebuildProgress>? progress = null, CancellationToken cancellationToken = default)
        where TProjection : class, IProjection<TProjection> => RebuildAsync(TProjection.Descriptor, options, progress, cancellationToken);

    /// <summary>Rebuilds a projection: a version beside the one that serves, or the one that serves itself.</summary>
    /// <param name="projection">The version that is to serve.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Is told how far it has come; <see langword="null"/> where nobody asks.</param>
    /// <param name="cancellationToken">Breaks it off between two transactions. What is filled stays, and the next rebuild of this version goes on there.</param>
    /// <returns>What was done; the new tables serve.</returns>
    /// <exception cref="ArgumentException">The projection has no read models.</exception>
    /// <exception cref="RebuildInProgressException">Somebody else is rebuilding, comparing or resetting the projection.</exception>
    /// <exception cref="ProjectionRebuildException">An event could not be read or handled, or the lease was lost. What serves is as it was.</exception>
    /// <exception cref="RebuildBehindException">Others append faster than it handles. What serves is as it was.</exception>
    /// <exception cref="ReadModelSchemaException">A table has what would not go over to the one that takes its place, or the tables may not be made or exchanged. What serves is as it was.</exception>
    /// <exception cref="EventStoreException">The server or file failed. What serves is as it was, unless the error says that the outcome is unknown.</exception>
    public ValueTask<RebuildResult> RebuildAsync(ProjectionDescriptor projection, RebuildOptions? options = null, IProgress<RebuildProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(projection);
        options ??= RebuildOptions.Default;
        if (Progressed is { } listeners) progress = new RebuildNotice(progress, value => listeners(this, new RebuildProgressedEventArgs(projection, value)));
        return RebuildWork.RunAsync(_store, projection, options.Lock, (work, token) => new RebuildRun(work, options, _services, new RebuildMeter(_store, _clock, progress), new RebuildLetters(_store, projection, _clock)).RunAsync(token), cancellationToken);
    }

    /// <summary>Compares the rows of a projection with what history says: builds them once more in other tables, up to where those that serve stand, compares, and removes them.</summary>
    /// <param name="projection">The projection; the version that serves.</param>
    /// <param name="mostDifferences">How many differences are reported at most, from 0; they are all counted.</param>
    /// <param name="cancellationToken">Cancels it. What was built is removed.</param>
    /// <returns>The differences.</returns>
    /// <remarks>
    /// While rows are compared the projection stands still; on SQLite and in memory so do all who write. A projection that runs in several partitions is compared partition by partition, by
    /// <see cref="ProjectionDescriptor.KeyOf"/>. Events that wait as dead letters are left out; those that were skipped, or dealt with by other
    /// means, show as differences, or end the comparison where they fail again, or cannot be read.
    /// </remarks>
    /// <exception cref="ArgumentException">The projection has no read models.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mostDifferences"/> is negative.</exception>
    /// <exception cref="ProjectionVersionException">Another version serves.</exception>
    /// <exception cref="RebuildInProgressException">Somebody else is rebuilding, comparing or resetting the projection.</exception>
    /// <exception cref="ProjectionRebuildException">The projection never ran, an event could not be read or handled, or the lease was lost.</exception>
    /// <exception cref="EventStoreException">The server or file failed.</exception>
    public ValueTask<ProjectionVerification> VerifyAsync(ProjectionDescriptor projection, int mostDifferences = 100, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentOutOfRangeException.ThrowIfNegative(mostDifferences);
        return RebuildWork.RunAsync(
            _store, projection, DistributedLockOptions.Default, (work, token) => new VerifyRun(work, RebuildOptions.Default.PageSize, mostDifferences, _services).RunAsync(token), cancellationToken);
    }

    /// <summary>Deletes the rows of a projection and its checkpoints, in one transaction: it begins anew when it runs next. Stop it first on all nodes, unless it may begin anew at once.</summary>
    /// <param name="projection">The projection; the version that serves.</param>
    /// <param name="cancellationToken">Cancels it; it is then done or not.</param>
    /// <returns>A task that ends when it is done.</returns>
    /// <remarks>Until it has caught up readers find few rows: a rebuild keeps the old ones meanwhile.</remarks>
    /// <exception cref="ProjectionVersionException">Another version serves: its rows are left alone.</exception>
    /// <exception cref="RebuildInProgressException">Somebody else is rebuilding, comparing or resetting the projection.</exception>
    /// <exception cref="EventStoreException">The server or file failed.</exception>
    public async ValueTask ResetAsync(ProjectionDescriptor projection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(projection);
        await RebuildWork.RunAsync(
            _store,
            projection,
            DistributedLockOptions.Default,
            async (work, token) =>
            {
                await ProjectionVersions.RequireServingAsync(_store, projection, token).ConfigureAwait(false);
                await _store.ReadModelSchema.ApplyAsync(projection.ReadModels, token).ConfigureAwait(false);
                return await RebuildWork.PatientlyAsync(() => work.InTransactionAsync((transaction, tables) => ResetAsync(projection, transaction, tables, new RebuildLetters(_store, projection, _clock), token), token), token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the tables that stand beside those of a projection: what a rebuild or comparison has left that was broken off, and old tables that were kept.</summary>
    /// <param name="projection">The projection, of whatever version.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The names of the tables; those of a rebuild that is under way are among them.</returns>
    /// <exception cref="EventStoreException">The server or file failed.</exception>
    public async ValueTask<IReadOnlyList<string>> FindLeftoversAsync(ProjectionDescriptor projection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var transaction = await _store.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        return await LeftoversAsync(projection, RebuildWork.TablesOf(_store, transaction), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes what <see cref="FindLeftoversAsync"/> finds, and the checkpoints of rebuilds that were broken off: none can be resumed after it.</summary>
    /// <param name="projection">The projection, of whatever version.</param>
    /// <param name="cancellationToken">Cancels the removal; it is then done or not.</param>
    /// <returns>The names of the tables that were dropped.</returns>
    /// <exception cref="RebuildInProgressException">Somebody else is rebuilding, comparing or resetting the projection.</exception>
    /// <exception cref="EventStoreException">The server or file failed.</exception>
    public ValueTask<IReadOnlyList<string>> RemoveLeftoversAsync(ProjectionDescriptor projection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(projection);
        return RebuildWork.RunAsync(_store, projection, DistributedLockOptions.Default, (work, token) => RemoveLeftoversAsync(work, token), cancellationToken);
    }

    private static async ValueTask<IReadOnlyList<string>> LeftoversAsync(ProjectionDescriptor projection, ReadModels.IReadModelTables tables, CancellationToken cancellationToken)
    {
        var present = await tables.ListTablesAsync(cancellationToken).ConfigureAwait(false);
        return [.. present.Where(name => projection.ReadModels.Any(m => SideTables.IsBeside(name, m.Table)))];
    }

    private static async ValueTask<bool> ResetAsync(ProjectionDescriptor projection, IStoreTransaction transaction, ReadModels.IReadModelTables tables, RebuildLetters letters, CancellationToken cancellationToken)
    {
        await tables.LimitWaitsAsync(RebuildWork.FirstWait, cancellationToken).ConfigureAwait(false);
        await tables.LockTablesAsync([.. projection.ReadModels.Select(m => m.Table)], cancellationToken).ConfigureAwait(false);
        foreach (var mapping in projection.ReadModels) await tables.ClearTableAsync(mapping, cancellationToken).ConfigureAwait(false);
        await transaction.RemoveCheckpointsAsync(projection.SubscriptionName, cancellationToken).ConfigureAwait(false);

        // Their events come again with all others; a key whose letters still wait would be parked from its first event.
        await letters.EndAsync(transaction, tables, [projection.SubscriptionName], DeadLetterState.Resolved, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<IReadOnlyList<string>> RemoveLeftoversAsync(RebuildWork work, CancellationToken cancellationToken)
    {
        var rebuilds = (await _store.Checkpoints.ListAsync(null, cancellationToken).ConfigureAwait(false)).Select(c => c.Subscription).Distinct().Where(name => ProjectionVersions.IsRebuildOf(name, work.Projection.Name)).ToList();
        return await work.InTransactionAsync(
            async (transaction, tables) =>
            {
                var leftovers = await LeftoversAsync(work.Projection, tables, cancellationToken).ConfigureAwait(false);
                foreach (var table in leftovers) await tables.DropTableAsync(table, cancellationToken).ConfigureAwait(false);
                await RebuildLetters.RemoveAsync(transaction, tables, rebuilds, cancellationToken).ConfigureAwait(false);
                foreach (var rebuild in rebuilds) await transaction.RemoveCheckpointsAsync(rebuild, cancellationToken).ConfigureAwait(false);
                return leftovers;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
