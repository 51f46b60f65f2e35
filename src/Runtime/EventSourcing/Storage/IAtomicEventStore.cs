namespace EventSourcing;

/// <summary>
/// What a store offers beside <see cref="IEventStore"/>: to append to several streams at once, all or nothing, and on the condition that nothing has happened
/// meanwhile that a decision depends on. Every store of this framework implements it.
/// </summary>
public interface IAtomicEventStore
{
    /// <summary>Appends events to one or several streams: all of them, or none.</summary>
    /// <param name="appends">What is appended to which stream; at least one, and each stream once. Positions follow this order.</param>
    /// <param name="condition">What must not have happened; <see langword="null"/> for no condition beside the expected versions.</param>
    /// <param name="cancellationToken">Cancels the append; it is then stored whole or not at all.</param>
    /// <returns>A result for each of <paramref name="appends"/>, in their order.</returns>
    /// <remarks>
    /// Idempotent by event id as a whole: where all events are stored already, as an earlier append of the same kind has stored them, the first results are returned
    /// again, whatever the expected versions and the condition say.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="appends"/> is empty, has a <see langword="null"/> or a stream twice, or one of them is refused as by <see cref="IEventStore.AppendAsync"/>.</exception>
    /// <exception cref="ConcurrencyException">One of the streams is at another version than expected.</exception>
    /// <exception cref="AppendConditionException">An event that the condition excludes is stored.</exception>
    /// <exception cref="DuplicateEventException">An event id is stored already, and this is no exact repetition of the whole.</exception>
    /// <exception cref="StreamClosedException">One of the streams is archived or tombstoned.</exception>
    /// <exception cref="PositionMismatchException"><see cref="AppendCondition.After"/> belongs to another store.</exception>
    /// <exception cref="UnregisteredEventException">An event's type is not in the store's catalog.</exception>
    /// <exception cref="SerializationException">An event has a value that cannot be stored.</exception>
    /// <exception cref="EventStoreException">The server or file failed; the error says whether the outcome is unknown.</exception>
    ValueTask<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, AppendCondition? condition = null, CancellationToken cancellationToken = default);
}
