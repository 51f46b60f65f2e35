namespace EventSourcing.ReadModels;

/// <summary>
/// Rows that are remembered from one transaction to the next, by somebody who alone writes their tables and whose transactions come one after the other. What was not committed is forgotten, with all else: it is not
/// known then which rows are as they were.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="mostRows">How many rows are remembered at most, of all tables together.</param>
/// <param name="isWhole">Whether the tables are empty now, so that a row of which nothing is remembered is not there.</param>
/// <param name="ownRowsOnly">Whether others write other rows of the tables meanwhile, so that only those are remembered that were written here.</param>
internal sealed class RowMemory(IReadOnlyCollection<string> tables, int mostRows, bool isWhole, bool ownRowsOnly)
{
    private readonly Dictionary<string, RowTable> _tables = new(StringComparer.Ordinal);
    private bool _isUsed;

    /// <summary>Whether only rows are remembered that were written here.</summary>
    public bool OwnRowsOnly => ownRowsOnly;

    /// <summary>How many rows are remembered at most of each table.</summary>
    public int MostRows { get; } = mostRows / Math.Max(tables.Count, 1);

    /// <summary>Begins a transaction.</summary>
    public void Begin()
    {
        if (_isUsed) Forget();
        _isUsed = true;
    }

    /// <summary>The transaction is committed: what it knows of rows, the next one knows.</summary>
    public void Committed() => _isUsed = false;

    /// <summary>Forgets everything.</summary>
    public void Forget()
    {
        isWhole = false;
        foreach (var table in _tables.Values) table.Forget();
    }

    /// <summary>The table of a read model within the transaction; <see langword="null"/> for one of which nothing is remembered.</summary>
    public RowTable? Open(IRowPort port, ReadModelMapping mapping)
    {
        if (!tables.Contains(mapping.Table)) return null;
        if (_tables.TryGetValue(mapping.Table, out var table)) table.Begin(port);
        else _tables.Add(mapping.Table, table = new RowTable(port, mapping, this, knowsAll: isWhole && !ownRowsOnly));
        return table;
    }
}
