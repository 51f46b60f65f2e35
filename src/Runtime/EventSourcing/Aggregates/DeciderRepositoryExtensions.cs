namespace EventSourcing;

/// <summary>Commands for aggregates that decide them in static <c>Decide(TCommand, TState)</c> methods.</summary>
public static class DeciderRepositoryExtensions
{
    /// <summary>
    /// Loads an aggregate, or begins it where it has no events, decides on a command, and saves; after a conflict all of that again, on the new state.
    /// </summary>
    /// <typeparam name="TAggregate">The aggregate class.</typeparam>
    /// <typeparam name="TId">The type of its ids.</typeparam>
    /// <typeparam name="TCommand">The command's type; the aggregate has a <c>Decide</c> method for it.</typeparam>
    /// <param name="repository">The repository.</param>
    /// <param name="id">The aggregate's id.</param>
    /// <param name="command">The command.</param>
    /// <param name="metadata">
    /// Who sent the command, in which conversation; its id is the cause of every event that the command leads to. <see langword="null"/> takes
    /// all from the ambient context, and makes an id.
    /// </param>
    /// <param name="cancellationToken">Cancels the whole.</param>
    /// <returns>The aggregate, saved.</returns>
    /// <exception cref="DomainException">The command was refused.</exception>
    /// <exception cref="ConcurrencyException">There was a conflict at each of the allowed tries.</exception>
    public static async ValueTask<TAggregate> ExecuteAsync<TAggregate, TId, TCommand>(
        this AggregateRepository<TAggregate, TId> repository,
        TId id,
        TCommand command,
        CommandMetadata? metadata = null,
        CancellationToken cancellationToken = default)
        where TAggregate : AggregateRoot<TId>, IAggregate<TAggregate, TId>, IDecider<TCommand>
        where TId : notnull, IParsable<TId>
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(command);
        using (EventSourcingContext.Executing(metadata ?? new CommandMetadata()))
        {
            return await repository
                .RetryAsync(id, createIfAbsent: true, static (aggregate, command) => { aggregate.Execute(command); return default; }, command, cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
