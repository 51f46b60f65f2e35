using System.Data.Common;

namespace EventSourcing.Projections;

/// <summary>A transaction of a store whose appends are handled by inline projections before they return.</summary>
internal sealed class InlineTransaction(IStoreTransaction inner, InlineProjectionSet projections) : IStoreTransaction
{
    // What each projection has come to: the checkpoint as it was locked, and the last event that was appended since.
    private readonly Dictionary<ProjectionDescriptor, Progress> _progress = [];
    private readonly List<RecordedEvent> _appended = [];
    private bool _projecting;
    private Exception? _fault;

    /// <summary>The store's own transaction.</summary>
    public IStoreTransaction Inner => inner;

    public DbConnection? Connection => inner.Connection;

    public DbTransaction? DbTransaction => inner.DbTransaction;

    public async ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        await LockAsync(events ?? [], cancellationToken).ConfigureAwait(false);
        var result = await inner.AppendAsync(stream, expected, events!, cancellationToken).ConfigureAwait(false);
        await ProjectAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    public async ValueTask<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, AppendCondition? condition = null, CancellationToken cancellationToken = default)
    {
        await LockAsync((appends ?? []).SelectMany(a => a?.Events ?? []), cancellationToken).ConfigureAwait(false);
        var results = await inner.AppendAsync(appends!, condition, cancellationToken).ConfigureAwait(false);
        await ProjectAsync(cancellationToken).ConfigureAwait(false);
        return results;
    }

    public async ValueTask<IReadOnlyList<RecordedEvent>> TakeAppendedAsync(CancellationToken cancellationToken = default)
    {
        // Those that are appended by a handler right now are handled by the projections first.
        if (!_projecting) _appended.AddRange(await inner.TakeAppendedAsync(cancellationToken).ConfigureAwait(false));
        RecordedEvent[] taken = [.. _appended];
        _appended.Clear();
        return taken;
    }

    public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class => inner.ReadModel(mapping);

    public ValueTask<CheckpointOutcome> MoveCheckpointAsync(Checkpoint checkpoint, CancellationToken cancellationToken = default) => inner.MoveCheckpointAsync(checkpoint, cancellationToken);

    public ValueTask<Checkpoint?> LockCheckpointAsync(string subscription, int partition = 0, CancellationToken cancellationToken = default) =>
        inner.LockCheckpointAsync(subscription, partition, cancellationToken);

    public ValueTask<int> RemoveCheckpointsAsync(string subscription, CancellationToken cancellationToken = default) => inner.RemoveCheckpointsAsync(subscription, cancellationToken);

    public async ValueTask CommitAsync(CancellationToken cancellationToken = default)
    {
        await MoveProjectionsAsync(cancellationToken).ConfigureAwait(false);
        await inner.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<CheckpointOutcome> CommitAsync(Checkpoint checkpoint, CancellationToken cancellationToken = default)
    {
        await MoveProjectionsAsync(cancellationToken).ConfigureAwait(false);
        return await inner.CommitAsync(checkpoint, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask MoveProjectionsAsync(CancellationToken cancellationToken)
    {
        RefuseAfterFault();
        foreach (var (projection, progress) in _progress.OrderBy(p => p.Key.SubscriptionName, StringComparer.Ordinal))
        {
            if (progress.Last is not { } last) continue;
            var outcome = await inner.MoveCheckpointAsync(new Checkpoint(projection.SubscriptionName, 0, last, progress.Locked.Token), cancellationToken).ConfigureAwait(false);

            // Only by SQL or a transaction that went around the lock.
            if (outcome != CheckpointOutcome.Moved)
                throw Fault(new InlineProjectionException(projection, $"its checkpoint could not be moved to {last}: {outcome}. Something moves it without its lock."));
            progress.Last = null;
        }
    }

    /// <summary>
    /// Locks the projections that are concerned, before positions are drawn: so they rise in the order of the locks, and what one transaction derives is seen by the next.
    /// </summary>
    private async ValueTask LockAsync(IEnumerable<NewEvent> events, CancellationToken cancellationToken)
    {
        RefuseAfterFault();
        foreach (var projection in projections.Concerned(events.Where(e => e is not null).Select(e => e.Data.GetType())))
        {
            if (_progress.ContainsKey(projection)) continue;
            var locked = await inner.LockCheckpointAsync(projection.SubscriptionName, 0, cancellationToken).ConfigureAwait(false)
                ?? throw Fault(new InlineProjectionException(projection, "its checkpoint is gone, so it is unknown what it has handled."));
            if (locked.IsRetired) throw Fault(new InlineProjectionException(projection, "another version of it has taken over. Stop this program, or let it run the version that serves."));
            _progress.Add(projection, new Progress(locked));
        }
    }

    private async ValueTask ProjectAsync(CancellationToken cancellationToken)
    {
        // What a handler appends is handled once it has returned.
        if (_projecting) return;
        _projecting = true;
        try
        {
            while (await inner.TakeAppendedAsync(cancellationToken).ConfigureAwait(false) is { Count: > 0 } events)
            {
                _appended.AddRange(events);
                foreach (var projection in projections.Concerned(events.Select(e => e.Data.GetType())))
                {
                    RecordedEvent[] handled = [.. events.Where(e => projections.Handles(projection, e.Data.GetType()))];
                    await InlineRun.HandleAsync(projection, handled, this, projections.Options.Services, cancellationToken).ConfigureAwait(false);
                    _progress[projection].Last = handled[^1].Position;
                }
            }
        }
        catch (Exception e)
        {
            // Some of the rows may be written: the transaction may not be committed any more.
            _fault ??= e;
            throw;
        }
        finally
        {
            _projecting = false;
        }
    }

    private InlineProjectionException Fault(InlineProjectionException fault)
    {
        _fault ??= fault;
        return fault;
    }

    private void RefuseAfterFault()
    {
        if (_fault is not null) throw new InvalidOperationException($"An inline projection has failed in this transaction, which can only be undone: dispose of it. ({_fault.Message})", _fault);
    }

    private sealed class Progress(Checkpoint locked)
    {
        public Checkpoint Locked => locked;

        public GlobalPosition? Last { get; set; }
    }
}
