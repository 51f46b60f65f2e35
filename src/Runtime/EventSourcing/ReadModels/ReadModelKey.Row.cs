namespace EventSourcing;

/// <summary>What tells the rows of a read model apart.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
public abstract class ReadModelKey<TRow>
    where TRow : class
{
    private protected ReadModelKey(IReadOnlyList<ReadModelColumn<TRow>> columns, Type type)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = [.. columns];
        Type = type;
    }

    /// <summary>Its columns, in their order.</summary>
    public IReadOnlyList<ReadModelColumn<TRow>> Columns { get; }

    /// <summary>The type of the keys: that of the single column, or a tuple.</summary>
    public Type Type { get; }
}
