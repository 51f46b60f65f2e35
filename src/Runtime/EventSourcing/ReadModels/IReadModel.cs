namespace EventSourcing;

/// <summary>The rows of a read model: found by key, written, and queried.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
/// <remarks>
/// <para>
/// That of a transaction reads its own changes, and is called by one flow of execution, one call after the other. It sends upserts together, at the latest when the transaction commits: what a server or
/// file refuses of them may be heard of by a later call. That of a store does each call in a transaction of its own, and any number of threads may use it.
/// </para>
/// <para>Rows that are marked as deleted (<see cref="SoftDeletedAttribute"/>) are not found, counted or updated, unless a member says that it does so.</para>
/// <para>Every member throws <see cref="EventStoreException"/> where the server or file fails, and <see cref="InvalidOperationException"/> after the end of its transaction.</para>
/// </remarks>
public interface IReadModel<TRow>
    where TRow : class
{
    /// <summary>How rows are stored.</summary>
    ReadModelMapping<TRow> Mapping { get; }

    /// <summary>Finds a row by its key.</summary>
    /// <typeparam name="TKey">The type of the key: that of the key's member, or a tuple of those of several members in their order.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The row; <see langword="null"/> where there is none, or it is softly deleted.</returns>
    /// <exception cref="ArgumentException">The key of this read model is of another type.</exception>
    ValueTask<TRow?> FindAsync<TKey>(TKey key, CancellationToken cancellationToken = default)
        where TKey : notnull;

    /// <summary>Gets a row by its key.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The row.</returns>
    /// <exception cref="RowNotFoundException">There is none, or it is softly deleted.</exception>
    /// <exception cref="ArgumentException">The key of this read model is of another type.</exception>
    ValueTask<TRow> GetAsync<TKey>(TKey key, CancellationToken cancellationToken = default)
        where TKey : notnull;

    /// <summary>Finds rows by their keys, all at once.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="keys">The keys. Those that come more than once count once.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The rows that are there, in the order of their keys.</returns>
    /// <exception cref="ArgumentException">The key of this read model is of another type.</exception>
    ValueTask<IReadOnlyList<TRow>> FindManyAsync<TKey>(IEnumerable<TKey> keys, CancellationToken cancellationToken = default)
        where TKey : notnull;

    /// <summary>Whether there is a row.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Whether there is one that is not softly deleted.</returns>
    /// <exception cref="ArgumentException">The key of this read model is of another type.</exception>
    ValueTask<bool> ExistsAsync<TKey>(TKey key, CancellationToken cancellationToken = default)
        where TKey : notnull;

    /// <summary>Writes a row, whether its key is there or not.</summary>
    /// <param name="row">The row. Where rows have a version, the store counts it on, from 1, whatever the row says; the mark of deletion is written as the row has it.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>A task that ends when it is written.</returns>
    /// <exception cref="SerializationException">A value cannot be stored; nothing was written.</exception>
    ValueTask UpsertAsync(TRow row, CancellationToken cancellationToken = default);

    /// <summary>Writes rows, whether their keys are there or not.</summary>
    /// <param name="rows">The rows. Of several with one key the last one stays.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>A task that ends when they are written.</returns>
    /// <exception cref="SerializationException">A value cannot be stored; nothing was written.</exception>
    ValueTask UpsertManyAsync(IEnumerable<TRow> rows, CancellationToken cancellationToken = default);

    /// <summary>Writes a row whose key is not there yet.</summary>
    /// <param name="row">The row. Where rows have a version, it begins at 1, whatever the row says.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>A task that ends when it is written.</returns>
    /// <exception cref="RowExistsException">The key is there, if only softly deleted. The transaction can go on.</exception>
    /// <exception cref="SerializationException">A value cannot be stored; nothing was written.</exception>
    ValueTask InsertAsync(TRow row, CancellationToken cancellationToken = default);

    /// <summary>Writes a row whose key is there, and, where rows have a version, only while it is at the version that the row says.</summary>
    /// <param name="row">The row as it was read, with its changes.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>The row as it is stored now, with its new version.</returns>
    /// <exception cref="RowNotFoundException">The key is not there, or softly deleted. The transaction can go on.</exception>
    /// <exception cref="RowVersionException">The row is at another version. The transaction can go on.</exception>
    /// <exception cref="SerializationException">A value cannot be stored; nothing was written.</exception>
    ValueTask<TRow> UpdateAsync(TRow row, CancellationToken cancellationToken = default);

    /// <summary>Deletes a row.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the deletion.</param>
    /// <returns>Whether there was one, be it softly deleted.</returns>
    /// <exception cref="ArgumentException">The key of this read model is of another type.</exception>
    ValueTask<bool> DeleteAsync<TKey>(TKey key, CancellationToken cancellationToken = default)
        where TKey : notnull;

    /// <summary>Deletes rows.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Cancels the deletion.</param>
    /// <returns>How many there were, softly deleted ones included.</returns>
    /// <exception cref="ArgumentException">The key of this read model is of another type.</exception>
    ValueTask<int> DeleteManyAsync<TKey>(IEnumerable<TKey> keys, CancellationToken cancellationToken = default)
        where TKey : notnull;

    /// <summary>Marks a row as deleted: it is kept, and no longer found.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="at">
    /// Since when it is deleted, where the mark is an instant: mostly when the event occurred, so that a rebuild writes the same. <see langword="null"/> where the mark is a truth value.
    /// </param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Whether there was one that was not so marked.</returns>
    /// <exception cref="InvalidOperationException">The rows have no mark of deletion.</exception>
    /// <exception cref="ArgumentException">The mark is an instant and <paramref name="at"/> is absent, or the reverse; or the key of this read model is of another type.</exception>
    ValueTask<bool> SoftDeleteAsync<TKey>(TKey key, DateTimeOffset? at = null, CancellationToken cancellationToken = default)
        where TKey : notnull;

    /// <summary>Takes the mark of deletion from a row.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>Whether there was one that was so marked.</returns>
    /// <exception cref="InvalidOperationException">The rows have no mark of deletion.</exception>
    /// <exception cref="ArgumentException">The key of this read model is of another type.</exception>
    ValueTask<bool> RestoreAsync<TKey>(TKey key, CancellationToken cancellationToken = default)
        where TKey : notnull;

    /// <summary>Reads the rows that a query asks for, page by page as they are consumed.</summary>
    /// <param name="query">What is asked for; <see langword="null"/> for all rows in the order of their keys.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The rows. The read model may be used, also for writing, while they are consumed: what is written ahead of the reading may be met by it.</returns>
    /// <exception cref="ArgumentException">The query names a column of another read model, has a cursor of another query, or compares with too many values.</exception>
    IAsyncEnumerable<TRow> QueryAsync(ReadModelQuery<TRow>? query = null, CancellationToken cancellationToken = default);

    /// <summary>Reads one page of the rows that a query asks for.</summary>
    /// <param name="query">What is asked for; its limit is the size of the page, 100 where it has none.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The rows, and the cursor of the next page.</returns>
    /// <exception cref="ArgumentException">The query names a column of another read model, has a cursor of another query, or compares with too many values.</exception>
    ValueTask<ReadModelPage<TRow>> PageAsync(ReadModelQuery<TRow> query, CancellationToken cancellationToken = default);

    /// <summary>Counts rows.</summary>
    /// <param name="where">Which; <see langword="null"/> for all.</param>
    /// <param name="includeDeleted">Whether softly deleted rows count.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>How many.</returns>
    /// <exception cref="ArgumentException">The condition names a column of another read model, or compares with too many values.</exception>
    ValueTask<long> CountAsync(ReadModelCondition<TRow>? where = null, bool includeDeleted = false, CancellationToken cancellationToken = default);

    /// <summary>Whether there are such rows.</summary>
    /// <param name="where">Which; <see langword="null"/> for any.</param>
    /// <param name="includeDeleted">Whether softly deleted rows count.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ArgumentException">The condition names a column of another read model, or compares with too many values.</exception>
    ValueTask<bool> AnyAsync(ReadModelCondition<TRow>? where = null, bool includeDeleted = false, CancellationToken cancellationToken = default);

    /// <summary>Deletes all rows.</summary>
    /// <param name="cancellationToken">Cancels the deletion.</param>
    /// <returns>A task that ends when there are none.</returns>
    ValueTask TruncateAsync(CancellationToken cancellationToken = default);

    /// <summary>Sends the upserts that wait to be sent together, so that whatever reads the tables by other ways within the transaction finds them.</summary>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>A task that ends when they are written.</returns>
    ValueTask FlushAsync(CancellationToken cancellationToken = default);
}
