namespace EventSourcing;

/// <summary>An index of a read model's table.</summary>
public sealed class ReadModelIndex
{
    /// <summary>Describes an index.</summary>
    /// <param name="columns">The names of its columns, in their order; at least one.</param>
    /// <exception cref="ArgumentException">There are no columns, or one of them twice.</exception>
    public ReadModelIndex(params IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0) throw new ArgumentException("An index has at least one column.", nameof(columns));
        if (columns.Distinct(StringComparer.Ordinal).Count() < columns.Count) throw new ArgumentException($"The index over {string.Join(", ", columns)} has a column twice.", nameof(columns));
        Columns = [.. columns];
    }

    /// <summary>The names of its columns, in their order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Columns);
}
