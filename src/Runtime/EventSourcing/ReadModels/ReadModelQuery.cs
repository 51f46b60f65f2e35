using EventSourcing.ReadModels;

namespace EventSourcing;

/// <summary>What rows are asked for, in what order. It never changes: each member gives another query.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
/// <remarks>
/// Every store gives the same rows in the same order: texts by code points, decimals by value, the absent value before all others (or behind them, where the order is descending), and rows that are equal in
/// all this by their keys. A query compares with at most 10,000 values.
/// </remarks>
public sealed class ReadModelQuery<TRow>
    where TRow : class
{
    /// <summary>Asks for all rows, in the order of their keys.</summary>
    public ReadModelQuery()
    {
    }

    internal RowCondition? Condition { get; private init; }

    internal IReadOnlyList<RowOrder> Order { get; private init; } = [];

    internal int? Limit { get; private init; }

    internal string? Cursor { get; private init; }

    internal bool WithDeleted { get; private init; }

    /// <summary>Only rows for which a condition holds, beside those that the query has already.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>The query.</returns>
    public ReadModelQuery<TRow> Where(ReadModelCondition<TRow> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new() { Condition = Condition is null ? condition.Condition : new ReadModelCondition<TRow>(Condition).And(condition).Condition, Order = Order, Limit = Limit, Cursor = Cursor, WithDeleted = WithDeleted };
    }

    /// <summary>In ascending order of a column, after those that order the query already.</summary>
    /// <param name="column">The column; none that holds JSON.</param>
    /// <returns>The query.</returns>
    /// <exception cref="ArgumentException">The column orders the query already, or holds JSON.</exception>
    public ReadModelQuery<TRow> OrderBy(ReadModelColumn<TRow> column) => OrderBy(column, descending: false);

    /// <summary>In descending order of a column, after those that order the query already.</summary>
    /// <param name="column">The column; none that holds JSON.</param>
    /// <returns>The query.</returns>
    /// <exception cref="ArgumentException">The column orders the query already, or holds JSON.</exception>
    public ReadModelQuery<TRow> OrderByDescending(ReadModelColumn<TRow> column) => OrderBy(column, descending: true);

    /// <summary>At most so many rows.</summary>
    /// <param name="limit">How many, from 1.</param>
    /// <returns>The query.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is below 1.</exception>
    public ReadModelQuery<TRow> Take(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return new() { Condition = Condition, Order = Order, Limit = limit, Cursor = Cursor, WithDeleted = WithDeleted };
    }

    /// <summary>Only rows behind a place.</summary>
    /// <param name="cursor">What <see cref="ReadModelPage{TRow}.Next"/> of the same query gave; <see langword="null"/> for the beginning.</param>
    /// <returns>The query.</returns>
    public ReadModelQuery<TRow> After(string? cursor) => new() { Condition = Condition, Order = Order, Limit = Limit, Cursor = cursor, WithDeleted = WithDeleted };

    /// <summary>Softly deleted rows too.</summary>
    /// <returns>The query.</returns>
    public ReadModelQuery<TRow> IncludeDeleted() => new() { Condition = Condition, Order = Order, Limit = Limit, Cursor = Cursor, WithDeleted = true };

    private ReadModelQuery<TRow> OrderBy(ReadModelColumn<TRow> column, bool descending)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.Kind == ReadModelValueKind.Json) throw new ArgumentException($"The column '{column.Name}' holds JSON, which has no order.", nameof(column));
        if (Order.Any(o => o.Column == column)) throw new ArgumentException($"The column '{column.Name}' orders the query already.", nameof(column));
        return new() { Condition = Condition, Order = [.. Order, new RowOrder(column, descending)], Limit = Limit, Cursor = Cursor, WithDeleted = WithDeleted };
    }
}
