using System.Data.Common;

namespace EventSourcing;

/// <summary>A transaction of a store. It belongs to one flow of execution: its members are called one after the other.</summary>
public interface IStoreTransaction : IAsyncDisposable
{
    /// <summary>
    /// The connection, for SQL of your own, by ADO.NET or anything that builds on it: what it writes is committed or undone with the rest. <see langword="null"/> in memory. Leave the transaction's
    /// end, and the connection's, to the store.
    /// </summary>
    DbConnection? Connection { get; }

    /// <summary>The transaction on <see cref="Connection"/>; <see langword="null"/> in memory.</summary>
    DbTransaction? DbTransaction { get; }

    /// <summary>Appends to a stream, as <see cref="IEventStore.AppendAsync"/>; stored when the transaction commits.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="expected">The version at which it is expected.</param>
    /// <param name="events">The events; at least one.</param>
    /// <param name="cancellationToken">Cancels the append. The transaction can then only be undone.</param>
    /// <returns>What is stored when the transaction commits.</returns>
    /// <remarks>What this refuses leaves the transaction usable: an expected version that does not hold is no reason to undo the rest.</remarks>
    ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default);

    /// <summary>Reads and writes the rows of a read model within the transaction, its own changes included.</summary>
    /// <typeparam name="TRow">The type of its rows.</typeparam>
    /// <param name="mapping">How rows are stored.</param>
    /// <returns>The read model. It ends with the transaction.</returns>
    IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class;

    /// <summary>Moves a checkpoint on. It never goes back, and a holder of an older lease cannot move it.</summary>
    /// <param name="checkpoint">Whose it is, where it is to be, and the fencing token of the lease that its mover holds (0 without a lease).</param>
    /// <param name="cancellationToken">Cancels the attempt. The transaction can then only be undone.</param>
    /// <returns>
    /// What became of it. Only <see cref="CheckpointOutcome.Moved"/> says that what the transaction writes may be committed; after any other outcome dispose of it without a commit.
    /// </returns>
    ValueTask<CheckpointOutcome> MoveCheckpointAsync(Checkpoint checkpoint, CancellationToken cancellationToken = default);

    /// <summary>Commits. After it nothing can be done with the transaction.</summary>
    /// <param name="cancellationToken">Cancels the commit as long as it has not begun.</param>
    /// <returns>A task that ends when all of it is durable.</returns>
    /// <exception cref="EventStoreException">The server or file failed; the error says whether the outcome is unknown.</exception>
    ValueTask CommitAsync(CancellationToken cancellationToken = default);
}
