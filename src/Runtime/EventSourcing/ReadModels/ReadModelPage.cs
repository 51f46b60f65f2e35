namespace EventSourcing;

/// <summary>One page of the rows that a query asks for.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
public sealed class ReadModelPage<TRow>
    where TRow : class
{
    /// <summary>Makes a page.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="next">The cursor of the next page; <see langword="null"/> where there is none.</param>
    public ReadModelPage(IReadOnlyList<TRow> rows, string? next)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Rows = rows;
        Next = next;
    }

    /// <summary>The rows.</summary>
    public IReadOnlyList<TRow> Rows { get; }

    /// <summary>
    /// Where the next page begins, for <see cref="ReadModelQuery{TRow}.After"/> of the same query; <see langword="null"/> where there is none. It holds the place behind this page's last row, so that
    /// rows that come and go before it shift nothing. It is no secret: it shows the values by which rows are ordered.
    /// </summary>
    public string? Next { get; }
}
