namespace EventSourcing;

/// <summary>A column of the rows of one type.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
public abstract class ReadModelColumn<TRow> : ReadModelColumn
    where TRow : class
{
    private protected ReadModelColumn(string name, ReadModelValueKind kind, bool isNullable)
        : base(name, kind, isNullable)
    {
    }

    /// <summary>The stored form of a row's value.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The stored form.</returns>
    /// <exception cref="SerializationException">The value cannot be stored; the error names the column.</exception>
    public abstract ReadModelValue ValueOf(TRow row);
}
