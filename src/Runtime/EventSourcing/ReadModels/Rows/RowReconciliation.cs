namespace EventSourcing.ReadModels;

/// <summary>What lies between a table as it is and as a mapping needs it: what can be added, and what nothing that is added puts right.</summary>
internal sealed class RowReconciliation
{
    private RowReconciliation(ReadModelMapping mapping, bool isMissing, IReadOnlyList<ReadModelColumn> columns, IReadOnlyList<ReadModelIndex> indexes, IReadOnlyList<string> differences)
    {
        Mapping = mapping;
        IsMissing = isMissing;
        Columns = columns;
        Indexes = indexes;
        Differences = differences;
    }

    public ReadModelMapping Mapping { get; }

    /// <summary>Whether there is no table.</summary>
    public bool IsMissing { get; }

    /// <summary>The columns to add.</summary>
    public IReadOnlyList<ReadModelColumn> Columns { get; }

    /// <summary>The indexes to add.</summary>
    public IReadOnlyList<ReadModelIndex> Indexes { get; }

    /// <summary>What cannot be added, a sentence each.</summary>
    public IReadOnlyList<string> Differences { get; }

    /// <summary>What can be added, a sentence each.</summary>
    public IEnumerable<string> Additions =>
        IsMissing
            ? [$"The table '{Mapping.Table}' is missing.", .. IndexAdditions]
            : [.. Columns.Select(c => $"The table '{Mapping.Table}' has no column '{c.Name}'."), .. IndexAdditions];

    private IEnumerable<string> IndexAdditions => Indexes.Select(i => $"The table '{Mapping.Table}' has no index over {i}.");

    /// <summary>Compares.</summary>
    /// <param name="mapping">How rows are stored.</param>
    /// <param name="stored">The table; <see langword="null"/> where there is none.</param>
    /// <param name="dialect">How the database writes what it has.</param>
    public static RowReconciliation Of(ReadModelMapping mapping, StoredTable? stored, RowDialect dialect)
    {
        ReadModelIndex[] wanted = [.. mapping.Indexes.DistinctBy(i => dialect.IndexColumns(mapping, i))];
        if (stored is null) return new RowReconciliation(mapping, isMissing: true, [], wanted, []);
        var (columns, differences) = (new List<ReadModelColumn>(), new List<string>());
        foreach (var column in mapping.Columns)
        {
            if (stored.Columns.FirstOrDefault(c => c.Name == column.Name) is { } found) Compare(mapping, column, found, dialect, differences);
            else if (column.IsNullable || stored.IsEmpty) columns.Add(column);
            else differences.Add($"The table '{mapping.Table}' has no column '{column.Name}', and its rows would have no value for it, though the member demands one.");
        }

        foreach (var extra in stored.Columns.Where(s => !s.IsNullable && !s.HasDefault && mapping.Columns.All(c => c.Name != s.Name)))
            differences.Add($"The column '{extra.Name}' of the table '{mapping.Table}' demands a value, and no member of {mapping.RowType} has one for it.");
        if (!stored.Key.SequenceEqual(mapping.KeyColumns.Select(c => c.Name), StringComparer.Ordinal))
            differences.Add($"The key of the table '{mapping.Table}' is ({string.Join(", ", stored.Key)}), and that of {mapping.RowType} is ({string.Join(", ", mapping.KeyColumns.Select(c => c.Name))}).");
        return new RowReconciliation(mapping, isMissing: false, columns, [.. wanted.Where(i => !stored.Indexes.Contains(dialect.IndexColumns(mapping, i)))], differences);
    }

    /// <summary>Refuses what nothing that is added puts right.</summary>
    /// <exception cref="ReadModelSchemaException">There are differences.</exception>
    public void RequireAddable()
    {
        if (Differences.Count == 0) return;
        throw new ReadModelSchemaException(
            $"The table '{Mapping.Table}' is not what the rows of {Mapping.RowType} need: {string.Join(" ", Differences)} Tables are only added to. Raise the projection's version, so that it is built anew in "
            + "another table; or give the member the form that the table has; or, where nobody needs the rows, drop the table. Nothing was changed.",
            Mapping.Table,
            Differences);
    }

    private static void Compare(ReadModelMapping mapping, ReadModelColumn column, StoredColumn found, RowDialect dialect, List<string> differences)
    {
        if (!string.Equals(found.Type, dialect.TypeOf(column), StringComparison.Ordinal))
            differences.Add($"The column '{column.Name}' of the table '{mapping.Table}' is of the type {found.Type}, and the member needs {dialect.TypeOf(column)}.");
        if (found.IsNullable && !column.IsNullable) differences.Add($"The column '{column.Name}' of the table '{mapping.Table}' may be without a value, and the member may not.");
        if (!found.IsNullable && column.IsNullable) differences.Add($"The column '{column.Name}' of the table '{mapping.Table}' demands a value, and the member may be without one.");
    }
}
