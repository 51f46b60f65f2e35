using System.Collections.Immutable;

namespace EventSourcing.ReadModels;

/// <summary>Rows in memory: those that are committed, with the changes of one transaction, which nobody else sees before it commits.</summary>
internal sealed class InMemoryRowPort(InMemoryTables tables) : IRowPort
{
    // Null for a table that is dropped.
    private readonly Dictionary<string, ImmutableDictionary<RowKey, ReadModelValue[]>.Builder?> _changed = new(StringComparer.Ordinal);

    /// <summary>The names of the tables, those of this transaction included.</summary>
    public IEnumerable<string> Names => tables.Names.Where(name => !_changed.ContainsKey(name)).Concat(_changed.Where(c => c.Value is not null).Select(c => c.Key)).Order(StringComparer.Ordinal);

    /// <summary>Lets everybody see the changes.</summary>
    public void Commit()
    {
        if (_changed.Count > 0) tables.Publish(_changed.Select(c => KeyValuePair.Create(c.Key, c.Value?.ToImmutable())));
    }

    /// <summary>Drops a table.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Drop(string table)
    {
        var known = Names.Contains(table);
        if (known) _changed[table] = null;
        return known;
    }

    /// <summary>Renames a table, if there is one. A table of the new name goes.</summary>
    public void Rename(string table, string name)
    {
        if (!Names.Contains(table)) return;
        _changed[name] = Changed(table);
        _changed[table] = null;
    }

    public ValueTask<IReadOnlyList<ReadModelValue[]>> FindAsync(ReadModelMapping mapping, IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        var (rows, found) = (Rows(mapping), new List<ReadModelValue[]>(keys.Count));
        foreach (var key in keys)
        {
            if (rows.TryGetValue(key, out var row)) found.Add(row);
        }

        return ValueTask.FromResult<IReadOnlyList<ReadModelValue[]>>(found);
    }

    public ValueTask UpsertAsync(ReadModelMapping mapping, IReadOnlyList<ReadModelValue[]> rows, CancellationToken cancellationToken)
    {
        var table = Changed(mapping);
        foreach (var row in rows)
        {
            var key = mapping.KeyOfRow(row);
            table[key] = mapping.VersionOrdinal >= 0 && table.TryGetValue(key, out var old)
                ? With(row, mapping.VersionOrdinal, Sum(old[mapping.VersionOrdinal], row[mapping.VersionOrdinal].AsInt64()))
                : row;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> InsertAsync(ReadModelMapping mapping, ReadModelValue[] row, CancellationToken cancellationToken)
    {
        var (table, key) = (Changed(mapping), mapping.KeyOfRow(row));
        if (table.ContainsKey(key)) return ValueTask.FromResult(false);
        table.Add(key, row);
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> ChangeAsync(ReadModelMapping mapping, RowChange change, CancellationToken cancellationToken)
    {
        var table = Changed(mapping);
        if (!table.TryGetValue(change.Key, out var row) || !change.Only.Holds(mapping, row)) return ValueTask.FromResult(false);
        row = (ReadModelValue[])row.Clone();
        for (var i = 0; i < change.Ordinals.Count; i++) row[change.Ordinals[i]] = change.Values[i];
        if (mapping.VersionOrdinal >= 0) row[mapping.VersionOrdinal] = Sum(row[mapping.VersionOrdinal], 1);
        table[change.Key] = row;
        return ValueTask.FromResult(true);
    }

    public ValueTask<int> DeleteAsync(ReadModelMapping mapping, IReadOnlyList<RowKey> keys, CancellationToken cancellationToken)
    {
        var table = Changed(mapping);
        var before = table.Count;
        table.RemoveRange(keys);
        return ValueTask.FromResult(before - table.Count);
    }

    public ValueTask<IReadOnlyList<ReadModelValue[]>> QueryAsync(ReadModelMapping mapping, RowQuery query, CancellationToken cancellationToken)
    {
        List<ReadModelValue[]> found = [.. Rows(mapping).Values.Where(row => query.Where.Holds(mapping, row))];
        if (query.Order.Count > 0)
        {
            (int Ordinal, bool Descending)[] order = [.. query.Order.Select(o => (mapping.OrdinalOf(o.Column), o.Descending))];
            found.Sort((left, right) => Compare(left, right, order));
        }

        if (found.Count > query.Limit) found.RemoveRange(query.Limit, found.Count - query.Limit);
        return ValueTask.FromResult<IReadOnlyList<ReadModelValue[]>>(found);
    }

    public ValueTask<long> CountAsync(ReadModelMapping mapping, RowCondition where, CancellationToken cancellationToken) => ValueTask.FromResult(Rows(mapping).Values.LongCount(row => where.Holds(mapping, row)));

    public ValueTask TruncateAsync(ReadModelMapping mapping, CancellationToken cancellationToken)
    {
        Changed(mapping).Clear();
        return ValueTask.CompletedTask;
    }

    private static int Compare(ReadModelValue[] left, ReadModelValue[] right, (int Ordinal, bool Descending)[] order)
    {
        foreach (var (ordinal, descending) in order)
        {
            if (ReadModelValue.Compare(left[ordinal], right[ordinal]) is var found and not 0) return descending ? -found : found;
        }

        return 0;
    }

    private static ReadModelValue[] With(ReadModelValue[] row, int ordinal, ReadModelValue value)
    {
        row = (ReadModelValue[])row.Clone();
        row[ordinal] = value;
        return row;
    }

    private static ReadModelValue Sum(ReadModelValue version, long changes) =>
        version.Kind == ReadModelValueKind.Int32 ? ReadModelValue.Of(checked((int)(version.AsInt64() + changes))) : ReadModelValue.Of(version.AsInt64() + changes);

    private IReadOnlyDictionary<RowKey, ReadModelValue[]> Rows(ReadModelMapping mapping) => _changed.TryGetValue(mapping.Table, out var changed)
        ? changed ?? (IReadOnlyDictionary<RowKey, ReadModelValue[]>)ImmutableDictionary<RowKey, ReadModelValue[]>.Empty
        : tables.Get(mapping.Table);

    private ImmutableDictionary<RowKey, ReadModelValue[]>.Builder Changed(ReadModelMapping mapping) => Changed(mapping.Table);

    private ImmutableDictionary<RowKey, ReadModelValue[]>.Builder Changed(string table)
    {
        if (_changed.TryGetValue(table, out var changed) && changed is not null) return changed;
        var rows = _changed.ContainsKey(table) ? ImmutableDictionary<RowKey, ReadModelValue[]>.Empty : tables.Get(table);
        return _changed[table] = rows.ToBuilder();
    }
}
