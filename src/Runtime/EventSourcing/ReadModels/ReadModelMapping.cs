namespace EventSourcing;

/// <summary>How the rows of a read model are stored, whatever their type is.</summary>
public abstract class ReadModelMapping
{
    private protected ReadModelMapping(Type rowType, string table)
    {
        ArgumentNullException.ThrowIfNull(rowType);
        ArgumentException.ThrowIfNullOrWhiteSpace(table);
        RowType = rowType;
        Table = table;
    }

    /// <summary>The type of the rows.</summary>
    public Type RowType { get; }

    /// <summary>The name of the table.</summary>
    public string Table { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Table} ({RowType})";
}
