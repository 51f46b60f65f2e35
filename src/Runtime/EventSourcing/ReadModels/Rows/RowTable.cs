namespace EventSourcing.ReadModels;

/// <summary>
/// The rows of one table within a transaction: what was read and written is remembered, upserts wait to be sent together, and those of one key become one.
/// </summary>
/// <remarks>Remembering is right since a projection's rows are its own: whoever else writes them meanwhile loses his lease or finds his checkpoint behind.</remarks>
internal sealed class RowTable(IRowPort port, ReadModelMapping mapping)
{
    private const int MostWaiting = 5_000;
    private const int MostRemembered = 20_000;

    private readonly Dictionary<RowKey, Entry> _entries = [];
    private int _waiting;

    public ReadModelMapping Mapping => mapping;

    /// <summary>What was found one by one.</summary>
    public RowFinds Finds { get; } = new();

    /// <summary>Whether each write is sent at once, and each reading asks the store.</summary>
    public bool WritesThrough { get; set; }

    private int Version => mapping.VersionOrdinal;

    /// <summary>Finds a row, marked as deleted or not.</summary>
    public async ValueTask<ReadModelValue[]?> FindAsync(RowKey key, CancellationToken cancellationToken)
    {
        if (_entries.TryGetValue(key, out var entry))
        {
            if (entry.IsExact)
            {
                if (entry.IsAhead) Use(key, entry);
                return entry.Row;
            }

            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        Finds.Miss(key);
        var found = await port.FindAsync(mapping, [key], cancellationToken).ConfigureAwait(false);
        var row = found.Count > 0 ? found[0] : null;
        Remember(key, row);
        return row;
    }

    /// <summary>Finds rows, marked as deleted or not.</summary>
    public async ValueTask<Dictionary<RowKey, ReadModelValue[]>> FindAsync(IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        if (_waiting > 0 && Version >= 0) await FlushAsync(cancellationToken).ConfigureAwait(false);
        var (found, missing) = (new Dictionary<RowKey, ReadModelValue[]>(keys.Count), new List<RowKey>());
        foreach (var key in keys)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                missing.Add(key);
                continue;
            }

            if (entry.IsAhead) Use(key, entry);
            if (entry.Row is not null) found[key] = entry.Row;
        }

        if (missing.Count == 0) return found;
        foreach (var row in await port.FindAsync(mapping, missing, cancellationToken).ConfigureAwait(false)) found[mapping.KeyOfRow(row)] = row;
        foreach (var key in missing) Remember(key, found.GetValueOrDefault(key));
        return found;
    }

    /// <summary>Reads rows that are likely to be asked for. It is the same as finding them, but for what is remembered already.</summary>
    public async ValueTask ReadAheadAsync(IReadOnlyCollection<RowKey> keys, CancellationToken cancellationToken)
    {
        if (WritesThrough) return;
        var missing = keys.Where(key => !_entries.ContainsKey(key)).Take(MostRemembered / 2).ToList();
        if (missing.Count < 2) return;
        Finds.ReadAhead(missing.Count);
        foreach (var key in missing) _entries[key] = new Entry(null, 0, true, IsAhead: true);
        try
        {
            foreach (var row in await port.FindAsync(mapping, missing, cancellationToken).ConfigureAwait(false)) _entries[mapping.KeyOfRow(row)] = new Entry(row, 0, true, IsAhead: true);
        }
        catch
        {
            foreach (var key in missing) _entries.Remove(key);
            throw;
        }
    }

    public ValueTask UpsertAsync(ReadModelValue[] row, CancellationToken cancellationToken)
    {
        if (WritesThrough)
        {
            SetVersion(row, 1);
            return port.UpsertAsync(mapping, [row], cancellationToken);
        }

        var key = mapping.KeyOfRow(row);
        var entry = _entries.GetValueOrDefault(key);
        if (entry.Waiting == 0) _waiting++;
        var isExact = Version < 0 || entry.IsExact;
        if (Version >= 0 && isExact) SetVersion(row, (entry.Row is null ? 0 : entry.Row[Version].AsInt64()) + 1);
        _entries[key] = new Entry(row, entry.Waiting + 1, isExact);
        return _waiting >= MostWaiting ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;
    }

    public async ValueTask UpsertAsync(List<ReadModelValue[]> rows, CancellationToken cancellationToken)
    {
        if (!WritesThrough)
        {
            foreach (var row in rows) await UpsertAsync(row, cancellationToken).ConfigureAwait(false);
            return;
        }

        var last = new Dictionary<RowKey, (ReadModelValue[] Row, int Changes)>();
        foreach (var row in rows)
        {
            var key = mapping.KeyOfRow(row);
            last[key] = (row, last.GetValueOrDefault(key).Changes + 1);
        }

        foreach (var (row, changes) in last.Values) SetVersion(row, changes);
        await port.UpsertAsync(mapping, [.. last.Values.Select(l => l.Row)], cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> InsertAsync(ReadModelValue[] row, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        SetVersion(row, 1);
        if (!await port.InsertAsync(mapping, row, cancellationToken).ConfigureAwait(false)) return false;
        Remember(mapping.KeyOfRow(row), row);
        return true;
    }

    public async ValueTask<bool> ChangeAsync(RowChange change, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        _entries.Remove(change.Key);
        return await port.ChangeAsync(mapping, change, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<int> DeleteAsync(IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return 0;
        if (_waiting > 0 && keys.Any(key => _entries.GetValueOrDefault(key).Waiting > 0)) await FlushAsync(cancellationToken).ConfigureAwait(false);
        var count = await port.DeleteAsync(mapping, keys, cancellationToken).ConfigureAwait(false);
        foreach (var key in keys) Remember(key, null);
        return count;
    }

    public async ValueTask<IReadOnlyList<ReadModelValue[]>> QueryAsync(RowQuery query, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        return await port.QueryAsync(mapping, query, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<long> CountAsync(RowCondition where, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        return await port.CountAsync(mapping, where, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask TruncateAsync(CancellationToken cancellationToken)
    {
        Forget();
        return port.TruncateAsync(mapping, cancellationToken);
    }

    /// <summary>Sends what waits. Where that fails it goes on waiting, so that a commit cannot do without it.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_waiting == 0) return;
        List<(RowKey Key, Entry Entry)> waiting = [.. _entries.Where(e => e.Value.Waiting > 0).Select(e => (e.Key, e.Value))];
        await port.UpsertAsync(mapping, [.. waiting.Select(w => Counting(w.Entry))], cancellationToken).ConfigureAwait(false);
        foreach (var (key, entry) in waiting)
        {
            if (entry.IsExact) _entries[key] = new Entry(entry.Row, 0, true);
            else _entries.Remove(key);
        }

        _waiting = 0;
        if (_entries.Count > MostRemembered) _entries.Clear();
    }

    /// <summary>Forgets what was read and what waits.</summary>
    public void Forget()
    {
        _entries.Clear();
        _waiting = 0;
    }

    private void Use(RowKey key, Entry entry)
    {
        Finds.Use();
        _entries[key] = entry with { IsAhead = false };
    }

    private void Remember(RowKey key, ReadModelValue[]? row)
    {
        if (!WritesThrough) _entries[key] = new Entry(row, 0, true);
    }

    // In the version's place how often the row was written; the remembered row keeps its version.
    private ReadModelValue[] Counting(Entry entry)
    {
        if (Version < 0) return entry.Row!;
        var row = (ReadModelValue[])entry.Row!.Clone();
        SetVersion(row, entry.Waiting);
        return row;
    }

    private void SetVersion(ReadModelValue[] row, long version)
    {
        if (Version >= 0) row[Version] = mapping.Columns[Version].Kind == ReadModelValueKind.Int32 ? ReadModelValue.Of(checked((int)version)) : ReadModelValue.Of(version);
    }

    /// <param name="Row">The row; <see langword="null"/> where there is none.</param>
    /// <param name="Waiting">How many upserts wait to be sent.</param>
    /// <param name="IsExact">Whether the row is known as it is, or will be, in its version too.</param>
    /// <param name="IsAhead">Whether it was read ahead, and not asked for yet.</param>
    private readonly record struct Entry(ReadModelValue[]? Row, int Waiting, bool IsExact, bool IsAhead = false);
}
