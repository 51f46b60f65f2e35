namespace EventSourcing.Transactions;

/// <summary>A transaction that reads the feed by its own connection. Where a store has no other one, this is the only way to read while the transaction is open.</summary>
internal interface ITransactionFeed
{
    /// <summary>Reads the feed, as <see cref="IEventStore.ReadAllAsync"/>: where an event cannot be read, what comes before it is given first.</summary>
    /// <param name="after">Where the reading begins, exclusive; <see langword="null"/> for the beginning.</param>
    /// <param name="options">Which events are given.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IEnumerable<RecordedEvent> ReadFeed(GlobalPosition? after, FeedReadOptions options, CancellationToken cancellationToken);
}
