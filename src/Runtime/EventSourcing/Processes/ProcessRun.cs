using EventSourcing.Serialization;

namespace EventSourcing.Processes;

/// <summary>Handles the events of a delivery: those of many instances of a process, in one transaction.</summary>
internal sealed class ProcessRun(ITransactionalEventStore store, ProcessIdentity identity, ProcessManager manager, Delivery delivery)
{
    private readonly IStoreTransaction _transaction = delivery.Transaction!;
    private readonly IReadModel<ProcessInstance> _instances = delivery.Transaction!.ReadModel(ProcessInstanceMapping.Instance);
    private readonly IReadModel<ProcessTimeout> _timeouts = delivery.Transaction!.ReadModel(ProcessTimeoutMapping.Instance);
    private readonly ProcessAggregates _aggregates = new(store, delivery.Transaction!);

    public async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        var key = identity.KeyOf(context.Event);
        if (identity.TimeoutOf(context.Event) is { } timeout && !await TakeTimeoutAsync(key, timeout, context, cancellationToken).ConfigureAwait(false)) return;
        var stored = await _instances.FindAsync((identity.Name, key), cancellationToken).ConfigureAwait(false);
        if (stored is { Status: ProcessStatus.Active })
        {
            await HandleAsync(stored, context, cancellationToken).ConfigureAwait(false);
        }
        else if ((stored is null || manager.RestartsCompleted) && manager.Starts(context.Event.Data))
        {
            var instance = new ProcessInstance { Process = identity.Name, Key = key, Status = ProcessStatus.Active, StartedAt = context.Metadata.OccurredAt, RowVersion = stored?.RowVersion ?? 0, IgnoredEvents = stored?.IgnoredEvents ?? 0 };
            await HandleAsync(instance, context, cancellationToken).ConfigureAwait(false);
        }
        else if (stored is null)
        {
            delivery.IgnoredWithoutInstance++;
        }
        else
        {
            delivery.IgnoredAfterEnd++;
            await _instances.UpsertAsync(stored with { IgnoredEvents = stored.IgnoredEvents + 1 }, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        var result = await _transaction.AppendAsync(stream, expected, events, cancellationToken).ConfigureAwait(false);
        _aggregates.Appended(result, events);
        return result;
    }

    public async ValueTask ExecuteAsync<TAggregate, TId>(TId id, Action<TAggregate> decide, bool mayCreate, CancellationToken cancellationToken)
        where TAggregate : AggregateRoot<TId>, IAggregate<TAggregate, TId>
        where TId : notnull, IParsable<TId>
    {
        ArgumentNullException.ThrowIfNull(decide);
        var stream = _aggregates.Repository<TAggregate, TId>().StreamOf(id);
        var aggregate = await _aggregates.TakeAsync<TAggregate, TId>(id, stream, cancellationToken).ConfigureAwait(false);
        if (!mayCreate && !aggregate.IsCreated) throw new AggregateNotFoundException(typeof(TAggregate), stream);
        decide(aggregate);
        var events = aggregate.TakeUncommitted();
        if (events.Length > 0)
        {
            var result = await _transaction.AppendAsync(stream, ExpectedVersion.Exactly(aggregate.Version - events.Length), events, cancellationToken).ConfigureAwait(false);
            _aggregates.Appended(result, events);
            aggregate.Committed(events.Length);

            // What was stored by an earlier handling of the event has been applied twice now.
            if (result.Version != aggregate.Version) return;
        }

        // Only one that has come through: after a refusal it is loaded again.
        _aggregates.Keep(stream, aggregate);
    }

    private async ValueTask HandleAsync(ProcessInstance instance, EventContext context, CancellationToken cancellationToken)
    {
        var step = new ProcessStep(this, instance, context);
        var ids = new ProcessEventIds(identity.Name, instance.Key, context.Event);
        using (EventSourcingContext.Use(EventSourcingContext.Current with { EventIds = ids }))
        {
            await manager.LoadAsync(instance.Key, isAnew: instance.HandledEvents == 0, cancellationToken).ConfigureAwait(false);
            manager.Current = step;
            try
            {
                await ((IProjection)manager).HandleAsync(context, cancellationToken).ConfigureAwait(false);
                await manager.SaveAsync(instance.Key, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                manager.Current = null;
            }
        }

        await SaveTimeoutsAsync(step, ids, cancellationToken).ConfigureAwait(false);
        var changed = instance with
        {
            HandledEvents = instance.HandledEvents + 1,
            LastEventId = context.Metadata.EventId,
            Status = step.IsCompleted ? ProcessStatus.Completed : ProcessStatus.Active,
            CompletedAt = step.IsCompleted ? context.Metadata.OccurredAt : null,
        };

        // Together with those of other instances at the end. Whoever else has changed the row meanwhile has moved the checkpoint too, and one of the two is undone.
        await _instances.UpsertAsync(changed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the event is that of the timeout as it was set last, and nobody has cancelled it since. Then it is over.</summary>
    private async ValueTask<bool> TakeTimeoutAsync(string key, string name, EventContext context, CancellationToken cancellationToken)
    {
        // Of several events that the stored one has become, the last one ends the timeout.
        var found = await _timeouts.FindAsync((identity.Name, key, name), cancellationToken).ConfigureAwait(false);
        if (found is null || found.EventId != context.Metadata.EventId) return false;
        if (context.Event.Part >= context.Event.PartCount) await _timeouts.DeleteAsync((identity.Name, key, name), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async ValueTask SaveTimeoutsAsync(ProcessStep step, ProcessEventIds ids, CancellationToken cancellationToken)
    {
        var key = step.Instance.Key;
        if (step.IsCompleted)
        {
            var open = new ReadModelQuery<ProcessTimeout>().Where(ProcessTimeoutMapping.Process.EqualTo(identity.Name)).Where(ProcessTimeoutMapping.Key.EqualTo(key));
            var names = (await _timeouts.QueryAsync(open, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false)).ConvertAll(t => (identity.Name, key, t.Name));
            if (names.Count > 0) await _timeouts.DeleteManyAsync(names, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (var (name, timeout) in step.Timeouts)
        {
            if (timeout is not { } set)
            {
                await _timeouts.DeleteAsync((identity.Name, key, name), cancellationToken).ConfigureAwait(false);
                continue;
            }

            var cause = step.Context.Metadata;
            var (descriptor, payload) = new EventSerializer(store.Catalog).Serialize(identity.TimeoutsOf(key), set.Event);
            var row = new ProcessTimeout
            {
                Process = identity.Name,
                Key = key,
                Name = name,
                DueAt = set.DueAt,
                EventId = ids.NewId(cause.OccurredAt),
                EventName = descriptor.Name,
                SchemaVersion = descriptor.SchemaVersion,
                Payload = payload,
                CausationId = cause.EventId,
                CorrelationId = cause.CorrelationId ?? cause.EventId,
                Tenant = cause.Tenant,
            };
            await _timeouts.UpsertAsync(row, cancellationToken).ConfigureAwait(false);
        }
    }
}
