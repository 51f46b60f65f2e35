using System.Data;
using EventSourcing.PostgreSql;
using EventSourcing.Storage;
using Npgsql;

namespace EventSourcing;

public sealed partial class PostgreSqlEventStore : IAtomicEventStore
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, AppendCondition? condition = null, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return Meter.AppendAsync(PreparedAtomicAppend.Create(_database.Serializer, appends, condition), this, static (store, append, token) => store.SubmitAsync(append, token), cancellationToken);
    }

    /// <summary>Appends events to a stream within a transaction of the caller's, so that they are stored with the caller's own rows, or not at all.</summary>
    /// <param name="transaction">
    /// An open transaction on the store's database, with the isolation level READ COMMITTED. Whoever opened it commits it and rolls it back.
    /// </param>
    /// <param name="stream">The stream; it begins with its first event.</param>
    /// <param name="expected">What the stream's version must be.</param>
    /// <param name="events">The events, in order; at least one.</param>
    /// <param name="cancellationToken">Cancels the append as long as it is not sent.</param>
    /// <returns>The new version, and the positions of the first and the last event. They hold once the transaction is committed.</returns>
    /// <remarks>
    /// <para>
    /// An append that is refused leaves the transaction as it was before, and usable. Until the transaction ends, other appends to the stream wait for it, and readers of
    /// the feed stop before its positions: commit soon. Several appends in one transaction, in an order that others do not keep, can end in a deadlock, which
    /// the server resolves by an error to one of them.
    /// </para>
    /// <para>
    /// Event types that the store has not written before are added on another connection first, and stay when the transaction is rolled back. The wake-up of readers after
    /// a commit is not sent, since only the caller knows of it: they find the events when they look again.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The transaction has a higher isolation level, or an argument is refused as by <see cref="IEventStore.AppendAsync"/>.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended, or its connection was lost before.</exception>
    /// <exception cref="ConcurrencyException">The stream is at another version than expected.</exception>
    /// <exception cref="DuplicateEventException">An event id is stored already, and this is no exact repetition.</exception>
    /// <exception cref="StreamClosedException">The stream is archived or tombstoned.</exception>
    /// <exception cref="UnregisteredEventException">An event's type is not in the store's catalog.</exception>
    /// <exception cref="SerializationException">An event has a value that cannot be stored.</exception>
    /// <exception cref="EventStoreException">The server failed. Nothing of the append is stored; the transaction may be lost.</exception>
    public async ValueTask<AppendResult> AppendAsync(NpgsqlTransaction transaction, StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        // Checked here as well, for the words: a list of one stream is not what this caller gave.
        PreparedAppend.RequireNamed(stream);
        ArgumentNullException.ThrowIfNull(events);
        var results = await AppendAsync(transaction, [new StreamAppend(stream, expected, events)], condition: null, cancellationToken).ConfigureAwait(false);
        return results[0];
    }

    /// <summary>Appends events to one or several streams within a transaction of the caller's: all of them, or none, and together with the caller's own rows.</summary>
    /// <param name="transaction">As for a single stream.</param>
    /// <param name="appends">What is appended to which stream; at least one, and each stream once. Positions follow this order.</param>
    /// <param name="condition">What must not have happened; <see langword="null"/> for no condition beside the expected versions.</param>
    /// <param name="cancellationToken">Cancels the append as long as it is not sent.</param>
    /// <returns>A result for each of <paramref name="appends"/>, in their order. They hold once the transaction is committed.</returns>
    /// <remarks>As for a single stream. The locks that a condition and tags take are held until the transaction ends as well.</remarks>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The transaction has a higher isolation level, or an argument is refused as by <see cref="IAtomicEventStore"/>.</exception>
    /// <exception cref="InvalidOperationException">The transaction has ended, or its connection was lost before.</exception>
    /// <exception cref="ConcurrencyException">One of the streams is at another version than expected.</exception>
    /// <exception cref="AppendConditionException">An event that the condition excludes is stored.</exception>
    /// <exception cref="DuplicateEventException">An event id is stored already, and this is no exact repetition of the whole.</exception>
    /// <exception cref="StreamClosedException">One of the streams is archived or tombstoned.</exception>
    /// <exception cref="PositionMismatchException"><see cref="AppendCondition.After"/> belongs to another store.</exception>
    /// <exception cref="UnregisteredEventException">An event's type is not in the store's catalog.</exception>
    /// <exception cref="SerializationException">An event has a value that cannot be stored.</exception>
    /// <exception cref="EventStoreException">The server failed. Nothing of the append is stored; the transaction may be lost.</exception>
    public async ValueTask<IReadOnlyList<AppendResult>> AppendAsync(
        NpgsqlTransaction transaction, IReadOnlyList<StreamAppend> appends, AppendCondition? condition = null, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(transaction);
        var append = PreparedAtomicAppend.Create(_database.Serializer, appends, condition);
        if (HasEnded(transaction)) throw new InvalidOperationException("The transaction has been committed or rolled back, or its connection was lost. Append before its end; what was lost is begun anew, on another connection.");
        if (transaction.IsolationLevel is not (IsolationLevel.ReadCommitted or IsolationLevel.ReadUncommitted))
        {
            throw new ArgumentException(
                $"The transaction has the isolation level {transaction.IsolationLevel}, in which an append cannot see what others have stored since it began. Begin it with IsolationLevel.ReadCommitted: versions and conditions are checked by locks.",
                nameof(transaction));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var info = await RequireStorableAsync(append, cancellationToken).ConfigureAwait(false);
        return (await _atomic.AppendAsync(transaction, new AtomicRequest(append, PostgreSqlScope.TenantOf(info))).ConfigureAwait(false)).Results;
    }

    // A transaction whose connection was lost is disposed of by Npgsql, and does not even say which connection it had.
    private static bool HasEnded(NpgsqlTransaction transaction)
    {
        try
        {
            return transaction.Connection is null;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private async ValueTask<IReadOnlyList<AppendResult>> SubmitAsync(PreparedAtomicAppend append, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var info = await RequireStorableAsync(append, cancellationToken).ConfigureAwait(false);

        // One stream without a condition is an append as any other.
        if (append is { Condition: null, Appends: [var single] }) return [await SubmitAsync(info, single, cancellationToken).ConfigureAwait(false)];
        return await _atomicCommitter.SubmitAsync(new AtomicRequest(append, PostgreSqlScope.TenantOf(info)), weight: 1, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<PostgreSqlStoreInfo> RequireStorableAsync(PreparedAtomicAppend append, CancellationToken cancellationToken)
    {
        var info = await _database.OpenAsync(cancellationToken).ConfigureAwait(false);
        append.RequireStore(info.StoreId);
        AppendLimits.Check([.. append.Appends], info);
        return info;
    }
}
