using EventSourcing.Sqlite;

namespace EventSourcing;

/// <content>Transactions, checkpoints and leases.</content>
public sealed partial class SqliteEventStore : ITransactionalEventStore
{
    /// <inheritdoc/>
    public ICheckpointStore Checkpoints => _checkpoints;

    /// <inheritdoc/>
    /// <remarks>It lives as long as the store.</remarks>
    public ILeaseStore Leases => _leases;

    /// <inheritdoc/>
    public EventCatalog Catalog => _serializer.Catalog;

    /// <inheritdoc/>
    /// <remarks>
    /// <para>
    /// The transaction has the file's write lock from its beginning to its end: appends of this store and of other processes wait meanwhile. Readings go on beside it and see nothing of it; in a
    /// memory database, which has one connection, they wait as well, so that a reading of the store within its own transaction would wait for ever.
    /// </para>
    /// <para>
    /// <see cref="IStoreTransaction.Connection"/> is a <c>SqliteConnection</c>. Dispose of commands and readers on it before the commit: SQLite commits nothing while a statement of it is at work.
    /// </para>
    /// </remarks>
    public async ValueTask<IStoreTransaction> BeginTransactionAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        await _file.OpenAsync(cancellationToken).ConfigureAwait(false);
        var lease = await _file.RentWriterAsync("Beginning a transaction", cancellationToken).ConfigureAwait(false);
        try
        {
            var transaction = await _file.BeginAsync(lease, cancellationToken).ConfigureAwait(false);
            return new SqliteStoreTransaction(_file, lease, transaction, _serializer, _writer, new SqliteFeedReader(_reader, _vocabulary), NewReplay, _pulse, _options.TimeProvider);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }
}
