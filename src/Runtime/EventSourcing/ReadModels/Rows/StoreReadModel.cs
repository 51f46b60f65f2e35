namespace EventSourcing.ReadModels;

/// <summary>A read model of a store: each call is a transaction of its own.</summary>
internal sealed class StoreReadModel<TRow>(ITransactionalEventStore store, IRowSource source, ReadModelMapping<TRow> mapping) : IReadModel<TRow>
    where TRow : class
{
    public ReadModelMapping<TRow> Mapping => mapping;

    public ValueTask<TRow?> FindAsync<TKey>(TKey key, CancellationToken cancellationToken)
        where TKey : notnull => ReadAsync(key, static (rows, key, ct) => rows.FindAsync(key, ct), cancellationToken);

    public ValueTask<TRow> GetAsync<TKey>(TKey key, CancellationToken cancellationToken)
        where TKey : notnull => ReadAsync(key, static (rows, key, ct) => rows.GetAsync(key, ct), cancellationToken);

    public ValueTask<IReadOnlyList<TRow>> FindManyAsync<TKey>(IEnumerable<TKey> keys, CancellationToken cancellationToken)
        where TKey : notnull
    {
        // Once, though the reading may be tried again.
        ArgumentNullException.ThrowIfNull(keys);
        return ReadAsync(keys.ToArray(), static (rows, keys, ct) => rows.FindManyAsync(keys, ct), cancellationToken);
    }

    public ValueTask<bool> ExistsAsync<TKey>(TKey key, CancellationToken cancellationToken)
        where TKey : notnull => ReadAsync(key, static (rows, key, ct) => rows.ExistsAsync(key, ct), cancellationToken);

    public ValueTask UpsertAsync(TRow row, CancellationToken cancellationToken) => WriteAsync(row, static (rows, row, ct) => rows.UpsertAsync(row, ct), cancellationToken);

    public ValueTask UpsertManyAsync(IEnumerable<TRow> rows, CancellationToken cancellationToken) => WriteAsync(rows, static (model, rows, ct) => model.UpsertManyAsync(rows, ct), cancellationToken);

    public ValueTask InsertAsync(TRow row, CancellationToken cancellationToken) => WriteAsync(row, static (rows, row, ct) => rows.InsertAsync(row, ct), cancellationToken);

    public ValueTask<TRow> UpdateAsync(TRow row, CancellationToken cancellationToken) => WriteAsync(row, static (rows, row, ct) => rows.UpdateAsync(row, ct), cancellationToken);

    public ValueTask<bool> DeleteAsync<TKey>(TKey key, CancellationToken cancellationToken)
        where TKey : notnull => WriteAsync(key, static (rows, key, ct) => rows.DeleteAsync(key, ct), cancellationToken);

    public ValueTask<int> DeleteManyAsync<TKey>(IEnumerable<TKey> keys, CancellationToken cancellationToken)
        where TKey : notnull => WriteAsync(keys, static (rows, keys, ct) => rows.DeleteManyAsync(keys, ct), cancellationToken);

    public ValueTask<bool> SoftDeleteAsync<TKey>(TKey key, DateTimeOffset? at, CancellationToken cancellationToken)
        where TKey : notnull => WriteAsync((key, at), static (rows, q, ct) => rows.SoftDeleteAsync(q.key, q.at, ct), cancellationToken);

    public ValueTask<bool> RestoreAsync<TKey>(TKey key, CancellationToken cancellationToken)
        where TKey : notnull => WriteAsync(key, static (rows, key, ct) => rows.RestoreAsync(key, ct), cancellationToken);

    public IAsyncEnumerable<TRow> QueryAsync(ReadModelQuery<TRow>? query, CancellationToken cancellationToken) =>
        RowPages.ReadAsync(
            mapping,
            query ?? new ReadModelQuery<TRow>(),
            (page, ct) => source.ReadAsync(Work, (mapping, page), static (port, q, ct) => port.QueryAsync(q.mapping, q.page, ct), ct),
            cancellationToken);

    public ValueTask<ReadModelPage<TRow>> PageAsync(ReadModelQuery<TRow> query, CancellationToken cancellationToken) => ReadAsync(query, static (rows, query, ct) => rows.PageAsync(query, ct), cancellationToken);

    public ValueTask<long> CountAsync(ReadModelCondition<TRow>? where, bool includeDeleted, CancellationToken cancellationToken) =>
        ReadAsync((where, includeDeleted), static (rows, q, ct) => rows.CountAsync(q.where, q.includeDeleted, ct), cancellationToken);

    public ValueTask<bool> AnyAsync(ReadModelCondition<TRow>? where, bool includeDeleted, CancellationToken cancellationToken) =>
        ReadAsync((where, includeDeleted), static (rows, q, ct) => rows.AnyAsync(q.where, q.includeDeleted, ct), cancellationToken);

    public ValueTask TruncateAsync(CancellationToken cancellationToken) => WriteAsync(0, static (rows, _, ct) => rows.TruncateAsync(ct), cancellationToken);

    // Nothing waits here.
    public ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private string Work => $"Reading the read model '{mapping.Table}'";

    private ValueTask<TResult> ReadAsync<TState, TResult>(TState state, Func<IReadModel<TRow>, TState, CancellationToken, ValueTask<TResult>> read, CancellationToken cancellationToken) =>
        source.ReadAsync(Work, (mapping, state, read), static (port, q, ct) => q.read(new RowSession(port).Open(q.mapping), q.state, ct), cancellationToken);

    private async ValueTask<TResult> WriteAsync<TState, TResult>(TState state, Func<IReadModel<TRow>, TState, CancellationToken, ValueTask<TResult>> write, CancellationToken cancellationToken)
    {
        var transaction = await store.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        var result = await write(transaction.ReadModel(mapping), state, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    private async ValueTask WriteAsync<TState>(TState state, Func<IReadModel<TRow>, TState, CancellationToken, ValueTask> write, CancellationToken cancellationToken) =>
        await WriteAsync(
            (state, write),
            static async (rows, q, ct) =>
            {
                await q.write(rows, q.state, ct).ConfigureAwait(false);
                return 0;
            },
            cancellationToken).ConfigureAwait(false);
}
