using EventSourcing.ReadModels;

namespace EventSourcing;

/// <summary>How the rows of a read model are stored, whatever their type is.</summary>
public abstract class ReadModelMapping
{
    private readonly Dictionary<ReadModelColumn, int> _ordinals;

    private protected ReadModelMapping(
        Type rowType,
        string table,
        IReadOnlyList<ReadModelColumn> columns,
        IReadOnlyList<ReadModelColumn> key,
        ReadModelColumn? version,
        ReadModelColumn? softDeleted,
        IReadOnlyList<ReadModelIndex> indexes)
    {
        RowType = rowType;
        Table = RowNames.RequireTable(table, rowType);
        Columns = columns;
        Indexes = indexes;
        _ordinals = [];
        for (var i = 0; i < columns.Count; i++)
        {
            if (!_ordinals.TryAdd(columns[i], i) || columns.Take(i).Any(c => c.Name == columns[i].Name)) throw Fault($"has the column '{columns[i].Name}' twice");
        }

        KeyOrdinals = [.. key.Select(column => Require(column, "key"))];
        if (key.Count == 0) throw Fault("has no key");
        if (key.Distinct().Count() < key.Count) throw Fault("has a column twice in its key");
        if (key.FirstOrDefault(c => c.IsNullable || c.Kind is ReadModelValueKind.Json or ReadModelValueKind.Double) is { } loose)
            throw Fault($"has a key with the column '{loose}', and a key has a value that can be compared: neither nullable nor a floating-point number nor JSON");
        if (version is not null)
        {
            VersionOrdinal = Require(version, "version");
            if (version.IsNullable || version.Kind is not (ReadModelValueKind.Int32 or ReadModelValueKind.Int64)) throw Fault($"has the version '{version}', and a version is an int or a long");
        }

        if (softDeleted is not null)
        {
            SoftDeletedOrdinal = Require(softDeleted, "mark of deletion");
            if (softDeleted is not ({ Kind: ReadModelValueKind.Boolean, IsNullable: false } or { Kind: ReadModelValueKind.Instant, IsNullable: true }))
                throw Fault($"has the mark of deletion '{softDeleted}', and such a mark is a bool, or an instant that may be absent");
        }

        if (KeyOrdinals.Contains(VersionOrdinal) || KeyOrdinals.Contains(SoftDeletedOrdinal) || (VersionOrdinal >= 0 && VersionOrdinal == SoftDeletedOrdinal))
            throw Fault("uses one column as two of key, version and mark of deletion");
        foreach (var index in indexes)
        {
            if (index.Columns.FirstOrDefault(name => !columns.Any(c => c.Name == name && c.Kind != ReadModelValueKind.Json)) is { } missing) throw Fault($"has an index over '{missing}', which is none of its columns, or JSON");
        }
    }

    /// <summary>The columns of the key and those of each index whose values can be long.</summary>
    private protected int[][] LongOrdinals => field ??=
    [
        .. Indexes.Select(index => index.Columns.Select(name => Columns.TakeWhile(c => c.Name != name).Count()))
            .Prepend(KeyOrdinals)
            .Select(ordinals => ordinals.Where(ordinal => Columns[ordinal].Kind is ReadModelValueKind.Text or ReadModelValueKind.Bytes).ToArray())
            .Where(ordinals => ordinals.Length > 0),
    ];

    /// <summary>The type of the rows.</summary>
    public Type RowType { get; }

    /// <summary>The name of the table.</summary>
    public string Table { get; }

    /// <summary>The columns, in the order in which rows are read.</summary>
    public IReadOnlyList<ReadModelColumn> Columns { get; }

    /// <summary>The indexes beside that of the key.</summary>
    public IReadOnlyList<ReadModelIndex> Indexes { get; }

    /// <summary>The columns of the key, in their order.</summary>
    public IEnumerable<ReadModelColumn> KeyColumns => KeyOrdinals.Select(ordinal => Columns[ordinal]);

    /// <summary>The column that counts the changes of a row; <see langword="null"/> without one.</summary>
    public ReadModelColumn? VersionColumn => VersionOrdinal < 0 ? null : Columns[VersionOrdinal];

    /// <summary>The column that marks a row as deleted; <see langword="null"/> without one.</summary>
    public ReadModelColumn? SoftDeletedColumn => SoftDeletedOrdinal < 0 ? null : Columns[SoftDeletedOrdinal];

    /// <summary>The same rows in another table.</summary>
    internal abstract ReadModelMapping At(string table);

    internal int[] KeyOrdinals { get; }

    internal int VersionOrdinal { get; } = -1;

    internal int SoftDeletedOrdinal { get; } = -1;

    /// <summary>Where a column stands in a row.</summary>
    /// <exception cref="ArgumentException">It is none of the columns.</exception>
    internal int OrdinalOf(ReadModelColumn column) =>
        _ordinals.TryGetValue(column, out var ordinal) ? ordinal : throw new ArgumentException($"The column '{column.Name}' is none of the read model '{Table}' of {RowType}. Use the columns that were emitted for it.", nameof(column));

    /// <summary>The key of a stored row.</summary>
    internal RowKey KeyOfRow(ReadModelValue[] row)
    {
        if (KeyOrdinals.Length == 1) return new RowKey(row[KeyOrdinals[0]]);
        var values = new ReadModelValue[KeyOrdinals.Length];
        for (var i = 0; i < values.Length; i++) values[i] = row[KeyOrdinals[i]];
        return new RowKey(values);
    }

    /// <summary>The type of the read model, by which a program that is put together by dependency injection asks for it.</summary>
    internal abstract Type ReadModelType { get; }

    /// <summary>The read model outside of transactions, of <see cref="ReadModelType"/>.</summary>
    internal abstract object OpenIn(ITransactionalEventStore store);

    /// <summary>Whether a stored row is marked as deleted.</summary>
    internal bool IsDeleted(ReadModelValue[] row) => SoftDeletedOrdinal >= 0 && row[SoftDeletedOrdinal] is var mark && !mark.IsNull && (mark.Kind != ReadModelValueKind.Boolean || mark.AsBoolean());

    /// <inheritdoc/>
    public override string ToString() => $"{Table} ({RowType})";

    private int Require(ReadModelColumn column, string what) => _ordinals.TryGetValue(column, out var ordinal) ? ordinal : throw Fault($"has the {what} '{column.Name}', which is none of its columns");

    private ArgumentException Fault(string problem) => new($"The read model '{Table}' of {RowType} {problem}.");
}
