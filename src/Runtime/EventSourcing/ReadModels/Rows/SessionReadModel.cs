namespace EventSourcing.ReadModels;

/// <summary>A read model of a transaction.</summary>
internal sealed class SessionReadModel<TRow>(RowSession session, RowTable table, ReadModelMapping<TRow> mapping) : IReadModel<TRow>
    where TRow : class
{
    /// <summary>The size of a page where the query has no limit.</summary>
    public const int DefaultPage = 100;

    public ReadModelMapping<TRow> Mapping => mapping;

    public async ValueTask<TRow?> FindAsync<TKey>(TKey key, CancellationToken cancellationToken)
        where TKey : notnull
    {
        var found = await FindStoredAsync(mapping.KeyOf(key), cancellationToken).ConfigureAwait(false);
        return found is null ? null : mapping.Read(found);
    }

    public async ValueTask<TRow> GetAsync<TKey>(TKey key, CancellationToken cancellationToken)
        where TKey : notnull
    {
        var stored = mapping.KeyOf(key);
        return await FindStoredAsync(stored, cancellationToken).ConfigureAwait(false) is { } found ? mapping.Read(found) : throw NotFound(stored);
    }

    public async ValueTask<IReadOnlyList<TRow>> FindManyAsync<TKey>(IEnumerable<TKey> keys, CancellationToken cancellationToken)
        where TKey : notnull
    {
        var stored = KeysOf(keys);
        using var use = session.Use(cancellationToken);
        if (stored.Count == 0) return [];
        var found = await table.FindAsync(stored, cancellationToken).ConfigureAwait(false);
        var rows = new List<TRow>(found.Count);
        foreach (var key in stored)
        {
            if (found.TryGetValue(key, out var row) && !mapping.IsDeleted(row)) rows.Add(mapping.Read(row));
        }

        return rows;
    }

    public async ValueTask<bool> ExistsAsync<TKey>(TKey key, CancellationToken cancellationToken)
        where TKey : notnull => await FindStoredAsync(mapping.KeyOf(key), cancellationToken).ConfigureAwait(false) is not null;

    public async ValueTask UpsertAsync(TRow row, CancellationToken cancellationToken)
    {
        using var use = session.Use(cancellationToken);
        await table.UpsertAsync(mapping.Write(row), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask UpsertManyAsync(IEnumerable<TRow> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var use = session.Use(cancellationToken);

        // All of them first: nothing is written where one cannot be.
        List<ReadModelValue[]> stored = [.. rows.Select(mapping.Write)];
        if (stored.Count > 0) await table.UpsertAsync(stored, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask InsertAsync(TRow row, CancellationToken cancellationToken)
    {
        using var use = session.Use(cancellationToken);
        var stored = mapping.Write(row);
        if (!await table.InsertAsync(stored, cancellationToken).ConfigureAwait(false)) throw new RowExistsException(mapping.ToString(), mapping.KeyOfRow(stored).ToString());
    }

    public async ValueTask<TRow> UpdateAsync(TRow row, CancellationToken cancellationToken)
    {
        using var use = session.Use(cancellationToken);
        var stored = mapping.Write(row);
        var key = mapping.KeyOfRow(stored);
        int[] ordinals = [.. Enumerable.Range(0, stored.Length).Where(i => i != mapping.VersionOrdinal && !mapping.KeyOrdinals.Contains(i))];
        List<RowCondition> only = RowPlan.Live(mapping) is { } live ? [live] : [];
        if (mapping.VersionColumn is { } version) only.Add(new RowComparison(version, RowOperator.Equal, stored[mapping.VersionOrdinal]));
        var change = new RowChange(key, ordinals, [.. ordinals.Select(i => stored[i])], new RowCombination(all: true, only));
        if (await table.ChangeAsync(change, cancellationToken).ConfigureAwait(false)) return mapping.Read(Counted(stored));
        var found = await table.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } other && !mapping.IsDeleted(other) ? other : null;
        throw found is null || mapping.VersionOrdinal < 0
            ? NotFound(key)
            : new RowVersionException(mapping.ToString(), key.ToString(), stored[mapping.VersionOrdinal].AsInt64(), found[mapping.VersionOrdinal].AsInt64());
    }

    public async ValueTask<bool> DeleteAsync<TKey>(TKey key, CancellationToken cancellationToken)
        where TKey : notnull
    {
        var stored = mapping.KeyOf(key);
        using var use = session.Use(cancellationToken);
        return await table.DeleteAsync([stored], cancellationToken).ConfigureAwait(false) > 0;
    }

    public async ValueTask<int> DeleteManyAsync<TKey>(IEnumerable<TKey> keys, CancellationToken cancellationToken)
        where TKey : notnull
    {
        var stored = KeysOf(keys);
        using var use = session.Use(cancellationToken);
        return await table.DeleteAsync(stored, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<bool> SoftDeleteAsync<TKey>(TKey key, DateTimeOffset? at, CancellationToken cancellationToken)
        where TKey : notnull
    {
        var column = RequireMark();
        if (column.Kind == ReadModelValueKind.Boolean != at is null)
        {
            throw new ArgumentException(
                at is null
                    ? $"The column '{column.Name}' of {mapping} says since when a row is deleted: give the instant, mostly that at which the event occurred."
                    : $"The column '{column.Name}' of {mapping} says only whether a row is deleted, and has no place for the instant {at:O}. Leave it out.",
                nameof(at));
        }

        return MarkAsync(column, mapping.KeyOf(key), at is { } instant ? ReadModelValue.Of(instant) : ReadModelValue.Of(true), ofLive: true, cancellationToken);
    }

    public ValueTask<bool> RestoreAsync<TKey>(TKey key, CancellationToken cancellationToken)
        where TKey : notnull
    {
        var column = RequireMark();
        return MarkAsync(column, mapping.KeyOf(key), column.Kind == ReadModelValueKind.Boolean ? ReadModelValue.Of(false) : ReadModelValue.Null, ofLive: false, cancellationToken);
    }

    public IAsyncEnumerable<TRow> QueryAsync(ReadModelQuery<TRow>? query, CancellationToken cancellationToken)
    {
        query ??= new ReadModelQuery<TRow>();
        session.Use(cancellationToken).Dispose();
        return RowPages.ReadAsync(mapping, query, NextAsync, cancellationToken);
    }

    public async ValueTask<ReadModelPage<TRow>> PageAsync(ReadModelQuery<TRow> query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var use = session.Use(cancellationToken);
        var plan = RowPlan.Of(mapping, query);
        var size = query.Limit ?? DefaultPage;

        // One more than asked for tells whether there is another page.
        var found = await table.QueryAsync(plan.Next(size == int.MaxValue ? size : size + 1), cancellationToken).ConfigureAwait(false);
        return new ReadModelPage<TRow>([.. found.Take(size).Select(row => mapping.Read(row))], found.Count > size ? plan.CursorAfter(found[size - 1]) : null);
    }

    public async ValueTask<long> CountAsync(ReadModelCondition<TRow>? where, bool includeDeleted, CancellationToken cancellationToken)
    {
        using var use = session.Use(cancellationToken);
        return await table.CountAsync(RowPlan.Condition(mapping, where?.Condition, includeDeleted), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> AnyAsync(ReadModelCondition<TRow>? where, bool includeDeleted, CancellationToken cancellationToken)
    {
        using var use = session.Use(cancellationToken);
        var query = new RowQuery(RowPlan.Condition(mapping, where?.Condition, includeDeleted), [], Limit: 1);
        return (await table.QueryAsync(query, cancellationToken).ConfigureAwait(false)).Count > 0;
    }

    public async ValueTask TruncateAsync(CancellationToken cancellationToken)
    {
        using var use = session.Use(cancellationToken);
        await table.TruncateAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        using var use = session.Use(cancellationToken);
        await table.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<ReadModelValue[]>> NextAsync(RowQuery query, CancellationToken cancellationToken)
    {
        using var use = session.Use(cancellationToken);
        return await table.QueryAsync(query, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ReadModelValue[]?> FindStoredAsync(RowKey key, CancellationToken cancellationToken)
    {
        using var use = session.Use(cancellationToken);
        return await table.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } row && !mapping.IsDeleted(row) ? row : null;
    }

    private async ValueTask<bool> MarkAsync(ReadModelColumn column, RowKey key, ReadModelValue mark, bool ofLive, CancellationToken cancellationToken)
    {
        using var use = session.Use(cancellationToken);
        var live = RowPlan.Live(mapping)!;
        var change = new RowChange(key, [mapping.OrdinalOf(column)], [mark], ofLive ? live : new RowNot(live));
        return await table.ChangeAsync(change, cancellationToken).ConfigureAwait(false);
    }

    private ReadModelValue[] Counted(ReadModelValue[] row)
    {
        if (mapping.VersionOrdinal is var ordinal and >= 0)
            row[ordinal] = row[ordinal].Kind == ReadModelValueKind.Int32 ? ReadModelValue.Of(checked((int)row[ordinal].AsInt64() + 1)) : ReadModelValue.Of(row[ordinal].AsInt64() + 1);
        return row;
    }

    private List<RowKey> KeysOf<TKey>(IEnumerable<TKey> keys)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(keys);
        return [.. keys.Select(mapping.KeyOf).Distinct()];
    }

    private ReadModelColumn RequireMark() =>
        mapping.SoftDeletedColumn ?? throw new InvalidOperationException($"The rows of {mapping} have no mark of deletion. Delete them, or give them one by [SoftDeleted].");

    private RowNotFoundException NotFound(RowKey key) => new(mapping.ToString(), key.ToString());

}
