using EventSourcing.PostgreSql;

namespace EventSourcing;

/// <content>Transactions, checkpoints and leases.</content>
public sealed partial class PostgreSqlEventStore : ITransactionalEventStore
{
    /// <inheritdoc/>
    public ICheckpointStore Checkpoints => _checkpoints;

    /// <inheritdoc/>
    public ILeaseStore Leases => _leases;

    /// <inheritdoc/>
    public EventCatalog Catalog => _database.Serializer.Catalog;

    /// <inheritdoc/>
    /// <remarks>
    /// <para>
    /// The transaction has the isolation level READ COMMITTED and a connection of the data source's, an <c>NpgsqlConnection</c>, until it ends. Other transactions go on beside it; those that append
    /// to the same stream, or move the same checkpoint, wait for its end. Several that do so in different orders can end in a deadlock, which the server resolves by a transient error to one of them.
    /// </para>
    /// <para>
    /// With row-level security the session sees the rows of the tenant whose context the transaction was begun in; each append is checked for the tenant of its own context.
    /// </para>
    /// </remarks>
    public async ValueTask<IStoreTransaction> BeginTransactionAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        var info = await _database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await PostgreSqlStoreTransaction.BeginAsync(_database, info, _atomic, _signal.Appended, cancellationToken).ConfigureAwait(false);
    }
}
