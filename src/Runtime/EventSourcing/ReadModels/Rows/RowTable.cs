namespace EventSourcing.ReadModels;

/// <summary>
/// The rows of one table within a transaction: what was read and written is remembered, upserts wait to be sent together, and those of one key become one.
/// </summary>
/// <remarks>Remembering is right since a projection's rows are its own: whoever else writes them meanwhile loses his lease or finds his checkpoint behind.</remarks>
/// <param name="port">What the store does with rows.</param>
/// <param name="mapping">How the rows are stored.</param>
/// <param name="memory">What is remembered from one transaction to the next; <see langword="null"/> where nothing is.</param>
/// <param name="knowsAll">Whether the table is empty.</param>
internal sealed partial class RowTable(IRowPort port, ReadModelMapping mapping, RowMemory? memory = null, bool knowsAll = false)
{
    private const int MostWaiting = 5_000;
    private const int MostRemembered = 20_000;

    private readonly Dictionary<RowKey, Entry> _entries = [];
    private readonly List<RowKey> _waiting = [];
    private IRowPort _port = port;

    // Whether a row without an entry is not there.
    private bool _knowsAll = knowsAll;

    public ReadModelMapping Mapping => mapping;

    /// <summary>What was found one by one.</summary>
    public RowFinds Finds { get; private set; } = new();

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
                Use(key, entry);
                return entry.Row;
            }

            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (_knowsAll)
        {
            return null;
        }

        Finds.Miss(key);
        var found = await _port.FindAsync(mapping, [key], cancellationToken).ConfigureAwait(false);
        var row = found.Count > 0 ? found[0] : null;
        Remember(key, row);
        return row;
    }

    /// <summary>Finds rows, marked as deleted or not.</summary>
    public async ValueTask<Dictionary<RowKey, ReadModelValue[]>> FindAsync(IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        if (_waiting.Count > 0 && Version >= 0) await FlushAsync(cancellationToken).ConfigureAwait(false);
        var (found, missing) = (new Dictionary<RowKey, ReadModelValue[]>(keys.Count), new List<RowKey>());
        foreach (var key in keys)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                if (!_knowsAll) missing.Add(key);
                continue;
            }

            Use(key, entry);
            if (entry.Row is not null) found[key] = entry.Row;
        }

        if (missing.Count == 0) return found;
        foreach (var row in await _port.FindAsync(mapping, missing, cancellationToken).ConfigureAwait(false)) found[mapping.KeyOfRow(row)] = row;
        foreach (var key in missing) Remember(key, found.GetValueOrDefault(key));
        return found;
    }

    /// <summary>Reads rows that are likely to be asked for. It is the same as finding them, but for what is remembered already.</summary>
    public async ValueTask ReadAheadAsync(IReadOnlyCollection<RowKey> keys, CancellationToken cancellationToken)
    {
        if (WritesThrough || _knowsAll) return;
        var missing = keys.Where(key => !_entries.ContainsKey(key)).Take(MostRemembered / 2).ToList();
        if (missing.Count < 2) return;
        Finds.ReadAhead(missing.Count);
        foreach (var key in missing)
        {
            _entries[key] = new Entry(null, 0, true, _transaction, IsAhead: true);
            Note(key);
        }

        try
        {
            foreach (var row in await _port.FindAsync(mapping, missing, cancellationToken).ConfigureAwait(false)) _entries[mapping.KeyOfRow(row)] = new Entry(row, 0, true, _transaction, IsAhead: true);
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
            return _port.UpsertAsync(mapping, [row], cancellationToken);
        }

        var key = mapping.KeyOfRow(row);
        var isKnown = _entries.TryGetValue(key, out var entry);
        if (entry.Waiting == 0) _waiting.Add(key);
        var isExact = Version < 0 || entry.IsExact || (_knowsAll && !isKnown);
        if (Version >= 0 && isExact) SetVersion(row, (entry.Row is null ? 0 : entry.Row[Version].AsInt64()) + 1);
        _entries[key] = new Entry(row, entry.Waiting + 1, isExact, _transaction, IsOwn: true);
        return _waiting.Count >= MostWaiting ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;
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
        await _port.UpsertAsync(mapping, [.. last.Values.Select(l => l.Row)], cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> InsertAsync(ReadModelValue[] row, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        SetVersion(row, 1);
        if (!await _port.InsertAsync(mapping, row, cancellationToken).ConfigureAwait(false)) return false;
        Remember(mapping.KeyOfRow(row), row, isOwn: true);
        return true;
    }

    public async ValueTask<bool> ChangeAsync(RowChange change, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        _entries.Remove(change.Key, out var entry);

        // Without a memory others may write the row too, and what it is then only the store knows.
        var (before, knewAll) = (memory is not null && entry.IsExact ? entry.Row : null, _knowsAll);
        _knowsAll = false;
        var isChanged = await _port.ChangeAsync(mapping, change, cancellationToken).ConfigureAwait(false);
        if (before is not null) Remember(change.Key, isChanged ? Changed(before, change) : before, isOwn: isChanged || entry.IsOwn);
        _knowsAll = knewAll && (before is not null || !isChanged);
        return isChanged;
    }

    public async ValueTask<int> DeleteAsync(IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return 0;
        if (_waiting.Count > 0 && keys.Any(key => _entries.GetValueOrDefault(key).Waiting > 0)) await FlushAsync(cancellationToken).ConfigureAwait(false);
        var count = await _port.DeleteAsync(mapping, keys, cancellationToken).ConfigureAwait(false);
        foreach (var key in keys) Remember(key, null, isOwn: true);
        return count;
    }

    public async ValueTask<IReadOnlyList<ReadModelValue[]>> QueryAsync(RowQuery query, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        return await _port.QueryAsync(mapping, query, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<long> CountAsync(RowCondition where, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        return await _port.CountAsync(mapping, where, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask TruncateAsync(CancellationToken cancellationToken)
    {
        Forget();
        return _port.TruncateAsync(mapping, cancellationToken);
    }

    /// <summary>Sends what waits. Where that fails it goes on waiting, so that a commit cannot do without it.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0) return;
        await _port.UpsertAsync(mapping, [.. _waiting.Select(key => Counting(_entries[key]))], cancellationToken).ConfigureAwait(false);
        foreach (var key in _waiting)
        {
            var entry = _entries[key];
            if (entry.IsExact) _entries[key] = entry with { Waiting = 0 };
            else _entries.Remove(key);
        }

        _waiting.Clear();
        if (_entries.Count > MostRemembered) Trim(Math.Max(memory?.MostRows ?? 0, MostRemembered));
    }

    /// <summary>Forgets what was read and what waits.</summary>
    public void Forget()
    {
        _entries.Clear();
        _waiting.Clear();
        _read.Clear();
        _knowsAll = false;
    }

    private void Remember(RowKey key, ReadModelValue[]? row, bool isOwn = false)
    {
        if (WritesThrough) return;
        _entries[key] = new Entry(row, 0, true, _transaction, IsOwn: isOwn);
        if (!isOwn) Note(key);
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
    /// <param name="UsedIn">The transaction that used it last.</param>
    /// <param name="IsAhead">Whether it was read ahead, and not asked for yet.</param>
    /// <param name="IsOwn">Whether it was written here.</param>
    private readonly record struct Entry(ReadModelValue[]? Row, int Waiting, bool IsExact, int UsedIn, bool IsAhead = false, bool IsOwn = false);
}
