namespace EventSourcing;

/// <summary>
/// What a store offers beside <see cref="IEventStore"/>: transactions in which events, rows of read models, checkpoints and dead letters are written together, all or nothing. Every store of this
/// framework implements it; <c>StoreTransactionContract</c> pins the meaning.
/// </summary>
public interface ITransactionalEventStore : IEventStore
{
    /// <summary>How far subscriptions and projections have come.</summary>
    ICheckpointStore Checkpoints { get; }

    /// <summary>Where partitions of work are leased. It keeps its leases in the store's own database.</summary>
    ILeaseStore Leases { get; }

    /// <summary>The tables of read models, which are to be made before rows are read or written.</summary>
    IReadModelSchema ReadModelSchema { get; }

    /// <summary>The catalog of the events that the store knows.</summary>
    EventCatalog Catalog { get; }

    /// <summary>Begins a transaction.</summary>
    /// <param name="cancellationToken">Ends the waiting for a connection, or for the store's writer.</param>
    /// <returns>The transaction. Disposing it without a commit undoes all of it.</returns>
    /// <remarks>
    /// On SQLite and in memory there is one writer: until the transaction ends nobody else writes. On PostgreSQL a transaction that has appended holds the feed back until it ends. So do what takes
    /// time before it begins.
    /// </remarks>
    /// <exception cref="EventStoreException">The server or file failed.</exception>
    ValueTask<IStoreTransaction> BeginTransactionAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads and writes the rows of a read model, each call in a transaction of its own.</summary>
    /// <typeparam name="TRow">The type of its rows.</typeparam>
    /// <param name="mapping">How rows are stored.</param>
    /// <returns>The read model.</returns>
    IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class;
}
