using EventSourcing.Serialization;

namespace EventSourcing;

/// <summary>
/// An aggregate: state that follows from events, and the decisions that raise new ones. Derive a <see langword="partial"/>
/// class, raise events in its public methods and apply them in methods marked <see cref="HandlesAttribute"/>.
/// </summary>
/// <typeparam name="TId">
/// The type of the aggregate's id. Its invariant text must parse back to an equal id: it is the key of the stream.
/// </typeparam>
/// <remarks>An aggregate is not thread-safe; it belongs to the operation that loaded it.</remarks>
public abstract class AggregateRoot<TId> : IUncommittedEvents
    where TId : notnull, IParsable<TId>
{
    private readonly List<NewEvent> _uncommitted = [];
    private AggregateIdentity<TId>? _identity;
    private AsOf? _asOf;
    private Exception? _fault;
    private bool _applying;

    /// <summary>The aggregate's id.</summary>
    /// <exception cref="InvalidOperationException">The aggregate was made by its constructor and not by a repository, and so has no id.</exception>
    public TId Id => _identity is { } identity
        ? identity.Id
        : throw new InvalidOperationException($"This {GetType().Name} has no id, because it was made by its constructor. Make it with AggregateRepository.Create(id).");

    /// <summary>How many events the aggregate consists of, those not yet saved included; 0 before the first.</summary>
    public long Version { get; private set; }

    /// <summary>Whether the aggregate has any event.</summary>
    public bool IsCreated => Version > 0;

    /// <summary>The events that were raised and not yet saved, in order.</summary>
    public IReadOnlyList<NewEvent> UncommittedEvents => _uncommitted;

    /// <summary>How many events were passed over because no handler takes them and the class ignores those.</summary>
    public long IgnoredEvents { get; private set; }

    /// <summary>Applies an event through its handler, stamps it with metadata and keeps it to be saved.</summary>
    /// <param name="event">What happened; of a type with a handler in this aggregate.</param>
    /// <exception cref="ArgumentNullException"><paramref name="event"/> is <see langword="null"/>.</exception>
    /// <exception cref="RaiseNotAllowedException">An event is being applied or replayed: handlers must not raise events.</exception>
    /// <exception cref="HistoricalAggregateException">The aggregate was loaded as of the past.</exception>
    /// <exception cref="UnhandledEventException">No handler takes the event.</exception>
    /// <exception cref="AggregateFaultedException">A handler threw before: the state cannot be trusted any more.</exception>
    protected void Raise(object @event) => Raise(@event, metadata: null);

    /// <summary>As <see cref="Raise(object)"/>, with metadata of the caller's.</summary>
    /// <param name="event">What happened.</param>
    /// <param name="metadata">
    /// Its metadata. An empty id and a default instant are filled in, and nothing else is: correlation, tenant and headers of the context are not added to what the
    /// caller says. <see langword="null"/> takes all from the context.
    /// </param>
    protected void Raise(object @event, EventMetadata? metadata)
    {
        ArgumentNullException.ThrowIfNull(@event);
        ThrowIfNotWritable(@event);
        var raised = new NewEvent(@event, Complete(metadata));
        ApplyOnce(@event, raised.Metadata);
        _uncommitted.Add(raised);
        Version++;
    }

    /// <summary>Applies an event to the state. Emitted by the source generator.</summary>
    /// <param name="event">The event.</param>
    /// <param name="metadata">Its metadata.</param>
    /// <remarks>
    /// Not abstract, so that a class without emitted code gets the one error that tells why (ESG0001 and its like), and not that of a missing override, which
    /// would hide it.
    /// </remarks>
    protected virtual void Apply(object @event, EventMetadata metadata) => throw NotEmitted.For(GetType());

    /// <summary>Makes the error for an event that no handler takes. Called by emitted code.</summary>
    /// <param name="event">The event.</param>
    /// <returns>The exception to throw.</returns>
    protected UnhandledEventException Unhandled(object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        return new UnhandledEventException(GetType(), @event.GetType(), _identity?.Stream, Version + 1);
    }

    /// <summary>Counts an event that no handler takes and that the class ignores. Called by emitted code.</summary>
    protected void Ignored() => IgnoredEvents++;

    /// <summary>The stream, or <see langword="null"/> for an aggregate that no repository made.</summary>
    internal StreamId? Stream => _identity?.Stream;

    /// <summary>Whether a handler that throws can leave half of its changes behind.</summary>
    private protected virtual bool HandlersMutate => true;

    /// <summary>Throws where no event may be raised now.</summary>
    private protected void ThrowIfNotWritable(object @event)
    {
        if (_applying) throw new RaiseNotAllowedException(GetType(), @event.GetType(), _identity?.Stream);
        if (_fault is not null) throw new AggregateFaultedException(GetType(), _identity?.Stream, Version, _fault);
        if (_asOf is not null) throw new HistoricalAggregateException(GetType(), _identity?.Stream, Version, _asOf);
    }

    /// <summary>What an aggregate can be taken back to: only a state that is itself immutable can be restored.</summary>
    private protected int UncommittedCount => _uncommitted.Count;

    /// <summary>Takes back the events raised after the first <paramref name="kept"/>; the caller restores the state.</summary>
    private protected void TakeBack(int kept, long ignored)
    {
        IgnoredEvents = ignored;
        Version -= _uncommitted.Count - kept;
        _uncommitted.RemoveRange(kept, _uncommitted.Count - kept);
    }

    StreamId? IUncommittedEvents.Stream => Stream;

    int IUncommittedEvents.UncommittedCount => _uncommitted.Count;

    NewEvent[] IUncommittedEvents.TakeUncommitted() => TakeUncommitted();

    void IUncommittedEvents.Committed(int count) => Committed(count);

    internal void Identify(AggregateIdentity<TId> identity) => _identity = identity;

    /// <summary>Folds one stored event: all that upcasters have made of it counts as one version.</summary>
    internal void Replay(StreamId stream, long version, EventParts events, EventMetadata metadata)
    {
        if (version != Version + 1) throw new StreamVersionGapException(stream, Version + 1, version);
        for (var i = 0; i < events.Count; i++) ApplyOnce(events[i], metadata);
        Version++;
    }

    internal void FreezeAsOf(AsOf asOf) => _asOf = asOf;

    /// <summary>The events to save, as they are now; throws where they must not be saved.</summary>
    internal NewEvent[] TakeUncommitted()
    {
        if (_fault is not null) throw new AggregateFaultedException(GetType(), _identity?.Stream, Version, _fault);
        return [.. _uncommitted];
    }

    /// <summary>The first <paramref name="count"/> uncommitted events are stored.</summary>
    internal void Committed(int count) => _uncommitted.RemoveRange(0, count);

    private EventMetadata Complete(EventMetadata? metadata)
    {
        var context = EventSourcingContext.Current;
        return _identity is { } identity
            ? context.Complete(metadata, identity.TimeProvider ?? context.TimeProvider, identity.EventIds ?? context.EventIds)
            : context.Complete(metadata);
    }

    private void ApplyOnce(object @event, EventMetadata metadata)
    {
        if (_applying) throw new RaiseNotAllowedException(GetType(), @event.GetType(), _identity?.Stream);
        _applying = true;
        try
        {
            Apply(@event, metadata);
        }
        catch (UnhandledEventException)
        {
            // No handler ran: the state is as it was.
            throw;
        }
        catch (Exception fault) when (HandlersMutate)
        {
            _fault = fault;
            throw;
        }
        finally
        {
            _applying = false;
        }
    }
}
