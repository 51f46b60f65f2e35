namespace EventSourcing;

/// <summary>
/// What the source generator adds to an aggregate class, so that a repository can make and name aggregates without reflection.
/// </summary>
/// <typeparam name="TSelf">The aggregate class.</typeparam>
/// <typeparam name="TId">The type of its ids.</typeparam>
/// <remarks>Never implemented by hand: a class that lacks it is not <see langword="partial"/>, or its project lacks the generator.</remarks>
public interface IAggregate<TSelf, TId>
    where TSelf : AggregateRoot<TId>, IAggregate<TSelf, TId>
    where TId : notnull, IParsable<TId>
{
    /// <summary>The category of the aggregate's streams and the events that it handles.</summary>
    static abstract AggregateDescriptor Descriptor { get; }

    /// <summary>Makes an aggregate without id and history.</summary>
    /// <returns>The new aggregate.</returns>
    static abstract TSelf CreateEmpty();
}
