namespace EventSourcing;

/// <content>What a process has done: in the transaction of the event at hand, by ids that a repetition has again.</content>
public abstract partial class ProcessManager
{
    /// <summary>Appends to a stream in the transaction of the event at hand. The events have it as their cause, and ids that follow from it: handled again it stores nothing twice.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="expected">The version at which it is expected.</param>
    /// <param name="events">The events, of types that the store's catalog lists; at least one.</param>
    /// <param name="cancellationToken">Cancels the append; the transaction is then undone.</param>
    /// <returns>What is stored when the transaction commits.</returns>
    /// <exception cref="ConcurrencyException">The stream is at another version.</exception>
    /// <exception cref="InvalidOperationException">No event is being handled by <see cref="SubscriptionManager"/>.</exception>
    protected ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<object> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        return Step.Run.AppendAsync(stream, expected, [.. events.Select(e => new NewEvent(e))], cancellationToken);
    }

    /// <summary>Lets an aggregate decide, and appends what it has raised in the transaction of the event at hand.</summary>
    /// <typeparam name="TAggregate">The aggregate's class.</typeparam>
    /// <typeparam name="TId">The type of its id.</typeparam>
    /// <param name="id">Its id.</param>
    /// <param name="decide">The decision. It runs again when the event is handled again.</param>
    /// <param name="cancellationToken">Cancels the whole; the transaction is then undone.</param>
    /// <returns>A task that ends when what was raised is in the transaction.</returns>
    /// <remarks>
    /// It decides on what is stored and on what this process has appended to its stream in the transaction. A conflict with somebody else's append fails the attempt, and the event is handled again. Where the aggregate refuses, catch its exception if the process can go on otherwise; else the event
    /// is retried, and then treated as the subscription's error strategy says.
    /// </remarks>
    /// <exception cref="AggregateNotFoundException">It has no events.</exception>
    /// <exception cref="ConcurrencyException">Somebody else appended to its stream.</exception>
    /// <exception cref="InvalidOperationException">No event is being handled by <see cref="SubscriptionManager"/>.</exception>
    protected ValueTask ExecuteAsync<TAggregate, TId>(TId id, Action<TAggregate> decide, CancellationToken cancellationToken = default)
        where TAggregate : AggregateRoot<TId>, IAggregate<TAggregate, TId>
        where TId : notnull, IParsable<TId> => Step.Run.ExecuteAsync(id, decide, mayCreate: false, cancellationToken);

    /// <summary>As <see cref="ExecuteAsync"/>, with a new aggregate where it has no events.</summary>
    /// <typeparam name="TAggregate">The aggregate's class.</typeparam>
    /// <typeparam name="TId">The type of its id.</typeparam>
    /// <param name="id">Its id.</param>
    /// <param name="decide">The decision. It runs again when the event is handled again.</param>
    /// <param name="cancellationToken">Cancels the whole; the transaction is then undone.</param>
    /// <returns>A task that ends when what was raised is in the transaction.</returns>
    /// <exception cref="ConcurrencyException">Somebody else appended to its stream.</exception>
    /// <exception cref="InvalidOperationException">No event is being handled by <see cref="SubscriptionManager"/>.</exception>
    protected ValueTask ExecuteOrCreateAsync<TAggregate, TId>(TId id, Action<TAggregate> decide, CancellationToken cancellationToken = default)
        where TAggregate : AggregateRoot<TId>, IAggregate<TAggregate, TId>
        where TId : notnull, IParsable<TId> => Step.Run.ExecuteAsync(id, decide, mayCreate: true, cancellationToken);
}
