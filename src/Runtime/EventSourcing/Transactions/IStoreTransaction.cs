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
    /// <exception cref="InvalidOperationException">The transaction has ended, or another of its members is at work.</exception>
    ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default);

    /// <summary>Appends to several streams, all of it or nothing, as <see cref="IAtomicEventStore.AppendAsync"/>; stored when the transaction commits.</summary>
    /// <param name="appends">What is appended to which stream; at least one, and each stream once. Positions follow this order.</param>
    /// <param name="condition">What must not have happened, what this transaction has appended before included; <see langword="null"/> for no condition beside the expected versions.</param>
    /// <param name="cancellationToken">Cancels the append. The transaction can then only be undone.</param>
    /// <returns>A result for each of <paramref name="appends"/>, in their order.</returns>
    /// <remarks>What this refuses leaves the transaction usable, and nothing of <paramref name="appends"/> in it.</remarks>
    /// <exception cref="InvalidOperationException">The transaction has ended, or another of its members is at work.</exception>
    ValueTask<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, AppendCondition? condition = null, CancellationToken cancellationToken = default);

    /// <summary>Gives what the transaction has appended, as it will be read from the store once it is committed: each event once, the first time that this is asked after its append.</summary>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>
    /// The events in the order in which they were appended. Those of an append that repeated a stored one are not among them: whoever handles what is new has handled them before.
    /// </returns>
    /// <exception cref="InvalidOperationException">The transaction has ended, or another of its members is at work.</exception>
    ValueTask<IReadOnlyList<RecordedEvent>> TakeAppendedAsync(CancellationToken cancellationToken = default);

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
    /// What became of it. Only <see cref="CheckpointOutcome.Moved"/> says that what the transaction writes may be committed; after any other outcome it refuses to commit: dispose of it.
    /// </returns>
    /// <remarks>
    /// Without a position nothing moves: the checkpoint is made where there is none, and else takes a greater token, so that holders of older leases are fenced from now on.
    /// Of two transactions that move one checkpoint the second waits for the end of the first.
    /// </remarks>
    /// <exception cref="ArgumentException">The name, the partition or the token is none that a checkpoint can have.</exception>
    /// <exception cref="PositionMismatchException">The position belongs to another store.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended, or another of its members is at work.</exception>
    ValueTask<CheckpointOutcome> MoveCheckpointAsync(Checkpoint checkpoint, CancellationToken cancellationToken = default);

    /// <summary>Reads a checkpoint, and keeps everybody else from moving or removing it until the transaction ends. Where another transaction holds or moves it, its end is waited for.</summary>
    /// <param name="subscription">The subscription's name.</param>
    /// <param name="partition">The partition, from 0.</param>
    /// <param name="cancellationToken">Ends the waiting. The transaction can then only be undone.</param>
    /// <returns>The checkpoint as it stands, with what this transaction has changed; <see langword="null"/> where there is none, and so nothing is kept.</returns>
    /// <exception cref="ArgumentException">The name or the partition is none that a checkpoint can have.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended, or another of its members is at work.</exception>
    ValueTask<Checkpoint?> LockCheckpointAsync(string subscription, int partition = 0, CancellationToken cancellationToken = default);

    /// <summary>Removes the checkpoints of a subscription, so that what is moved afterwards in this transaction begins anew.</summary>
    /// <param name="subscription">The subscription's name.</param>
    /// <param name="cancellationToken">Cancels the attempt. The transaction can then only be undone.</param>
    /// <returns>How many are removed when the transaction commits.</returns>
    /// <exception cref="ArgumentException">The name is none that a subscription can have.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended, or another of its members is at work.</exception>
    ValueTask<int> RemoveCheckpointsAsync(string subscription, CancellationToken cancellationToken = default);

    /// <summary>Commits. After it nothing can be done with the transaction.</summary>
    /// <param name="cancellationToken">Cancels the commit as long as it has not begun.</param>
    /// <returns>A task that ends when all of it is durable.</returns>
    /// <remarks>
    /// Where the outcome is unknown, begin again: a checkpoint that was moved then answers <see cref="CheckpointOutcome.Behind"/>, and events with the same ids are not stored twice.
    /// </remarks>
    /// <exception cref="EventStoreException">The server or file failed; the error says whether the outcome is unknown.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended, a checkpoint of it could not be moved, or another of its members is at work.</exception>
    ValueTask CommitAsync(CancellationToken cancellationToken = default);

    /// <summary>Moves a checkpoint on and commits, all of it or nothing: the same as <see cref="MoveCheckpointAsync"/> and <see cref="CommitAsync(CancellationToken)"/>, in one question to the store where it can be asked so.</summary>
    /// <param name="checkpoint">Whose it is, where it is to be, and the fencing token of the lease that its mover holds (0 without a lease).</param>
    /// <param name="cancellationToken">Cancels the attempt as long as the commit has not begun. The transaction can then only be undone.</param>
    /// <returns>
    /// What became of the checkpoint. After <see cref="CheckpointOutcome.Moved"/> all of the transaction is durable, and nothing can be done with it any more; after any other outcome nothing of it
    /// is committed, and it can only be disposed of.
    /// </returns>
    /// <remarks>Where the outcome is unknown, begin again, as after a commit.</remarks>
    /// <exception cref="ArgumentException">The name, the partition or the token is none that a checkpoint can have.</exception>
    /// <exception cref="PositionMismatchException">The position belongs to another store.</exception>
    /// <exception cref="EventStoreException">The server or file failed; the error says whether the outcome is unknown.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended, a checkpoint of it could not be moved, or another of its members is at work.</exception>
    async ValueTask<CheckpointOutcome> CommitAsync(Checkpoint checkpoint, CancellationToken cancellationToken = default)
    {
        var outcome = await MoveCheckpointAsync(checkpoint, cancellationToken).ConfigureAwait(false);
        if (outcome == CheckpointOutcome.Moved) await CommitAsync(cancellationToken).ConfigureAwait(false);
        return outcome;
    }
}
