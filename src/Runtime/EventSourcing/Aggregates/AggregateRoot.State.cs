using System.Diagnostics.CodeAnalysis;

namespace EventSourcing;

/// <summary>
/// An aggregate whose state is an immutable value: static handlers <c>TState On(TState, TEvent)</c> make the next state from the last.
/// </summary>
/// <typeparam name="TId">The type of the aggregate's id, as of <see cref="AggregateRoot{TId}"/>.</typeparam>
/// <typeparam name="TState">The state; immutable, best a record.</typeparam>
/// <remarks>
/// The state before the first event is that of a static property <c>Initial</c> of <typeparamref name="TState"/>, else of its
/// parameterless constructor, else the default of a value type. A state that has none of these begins with the first event, and
/// <see cref="State"/> throws before that.
/// </remarks>
public abstract class AggregateRoot<TId, TState> : AggregateRoot<TId>
    where TId : notnull, IParsable<TId>
{
    private TState? _state;
    private bool _begun;

    /// <summary>The state that follows from all events so far.</summary>
    /// <exception cref="AggregateNotCreatedException">There is no event yet, and the state has no initial value.</exception>
    public TState State
    {
        get
        {
            if (!_begun && !TryBegin()) throw new AggregateNotCreatedException(GetType(), typeof(TState), Stream);
            return _state!;
        }
    }

    /// <summary>The state is replaced after a handler has returned, never changed by it.</summary>
    private protected override bool HandlersMutate => false;

    /// <summary>Makes the next state. Emitted by the source generator.</summary>
    /// <param name="state">The state so far; <see langword="null"/> before the first event where there is no initial state.</param>
    /// <param name="event">The event.</param>
    /// <param name="metadata">Its metadata.</param>
    /// <returns>The next state.</returns>
    /// <remarks>Not abstract, for the reason given at <see cref="AggregateRoot{TId}.Apply"/>.</remarks>
    protected virtual TState Evolve(TState state, object @event, EventMetadata metadata) => throw NotEmitted.For(GetType());

    /// <summary>Makes the state before the first event. Emitted by the source generator where there is one.</summary>
    /// <param name="state">The initial state.</param>
    /// <returns><see langword="false"/> where the state begins with the first event.</returns>
    protected virtual bool TryGetInitialState([MaybeNullWhen(false)] out TState state)
    {
        state = default;
        return false;
    }

    /// <inheritdoc/>
    protected sealed override void Apply(object @event, EventMetadata metadata)
    {
        if (!_begun) TryBegin();
        _state = Evolve(_state!, @event, metadata);
        _begun = true;
    }

    /// <summary>Raises all events or none: when one cannot be applied, state and version are as before. Called by emitted code.</summary>
    /// <param name="events">What was decided, in order; enumerated to its end before the first is raised.</param>
    protected void RaiseAll(IEnumerable<object> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        object[] decided = [.. events];
        var (state, begun, kept, ignored) = (_state, _begun, UncommittedCount, IgnoredEvents);
        try
        {
            foreach (var @event in decided) Raise(@event);
        }
        catch
        {
            TakeBack(kept, ignored);
            _state = state;
            _begun = begun;
            throw;
        }
    }

    /// <summary>The state for a decision: <see langword="null"/> where it has not begun and has no initial value. Called by emitted code.</summary>
    protected TState? DecisionState
    {
        get
        {
            if (!_begun) TryBegin();
            return _state;
        }
    }

    private bool TryBegin()
    {
        if (!TryGetInitialState(out var state)) return false;
        _state = state;
        _begun = true;
        return true;
    }
}
