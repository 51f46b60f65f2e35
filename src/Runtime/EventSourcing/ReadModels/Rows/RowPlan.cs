namespace EventSourcing.ReadModels;

/// <summary>A query as it is worked through: its whole order, and what holds for rows behind a place.</summary>
internal sealed class RowPlan
{
    /// <summary>With how many values a query may compare.</summary>
    public const int MaxValues = 10_000;

    private readonly ReadModelMapping _mapping;
    private readonly RowCondition _where;
    private readonly IReadOnlyList<RowOrder> _order;
    private readonly int[] _ordinals;
    private ReadModelValue[]? _after;

    private RowPlan(ReadModelMapping mapping, RowCondition where, IReadOnlyList<RowOrder> order)
    {
        _mapping = mapping;
        _where = where;
        _order = order;
        _ordinals = [.. order.Select(o => mapping.OrdinalOf(o.Column))];
    }

    public static RowPlan Of<TRow>(ReadModelMapping<TRow> mapping, ReadModelQuery<TRow> query)
        where TRow : class
    {
        var where = Condition(mapping, query.Condition, query.WithDeleted);
        RowOrder[] order = [.. query.Order, .. mapping.KeyColumns.Where(column => query.Order.All(o => o.Column != column)).Select(column => new RowOrder(column, Descending: false))];
        var plan = new RowPlan(mapping, where, order);
        if (query.Cursor is { } cursor) plan._after = RowCursor.Read(cursor, mapping, order);
        return plan;
    }

    /// <summary>All rows in the order of their keys, those that are marked as deleted included.</summary>
    public static RowPlan OfAll(ReadModelMapping mapping) => new(mapping, new RowCombination(all: true, []), [.. mapping.KeyColumns.Select(column => new RowOrder(column, Descending: false))]);

    /// <summary>A condition with that of rows that are not marked as deleted.</summary>
    public static RowCondition Condition(ReadModelMapping mapping, RowCondition? condition, bool withDeleted)
    {
        if (condition is not null)
        {
            foreach (var column in condition.Columns) _ = mapping.OrdinalOf(column);
            if (condition.ValueCount is var count and > MaxValues)
                throw new ArgumentException($"A query of the read model '{mapping.Table}' compares with {count} values, and at most {MaxValues} are allowed. Ask in several queries, or find rows by their keys.");
        }

        var live = withDeleted ? null : Live(mapping);
        return condition is null || live is null ? condition ?? live ?? new RowCombination(all: true, []) : new RowCombination(all: true, [live, condition]);
    }

    /// <summary>What holds for rows that are not marked as deleted; <see langword="null"/> where there is no mark.</summary>
    public static RowCondition? Live(ReadModelMapping mapping) => mapping.SoftDeletedColumn is not { } mark
        ? null
        : new RowComparison(mark, RowOperator.Equal, mark.Kind == ReadModelValueKind.Boolean ? ReadModelValue.Of(false) : ReadModelValue.Null);

    /// <summary>The next rows.</summary>
    public RowQuery Next(int limit) => new(_after is null ? _where : new RowCombination(all: true, [_where, Behind(0)]), _order, limit);

    /// <summary>Goes on behind a row.</summary>
    public void Continue(ReadModelValue[] row) => _after = [.. _ordinals.Select(ordinal => row[ordinal])];

    /// <summary>The place behind a row, as a text.</summary>
    public string CursorAfter(ReadModelValue[] row) => RowCursor.Write(_mapping, _order, [.. _ordinals.Select(ordinal => row[ordinal])]);

    // In the first column at least as far; and farther, or, where they are equal, behind in the columns that follow.
    private RowCondition Behind(int at)
    {
        var (column, descending) = _order[at];
        var value = _after![at];
        var farther = Farther(column, descending, value);
        if (at + 1 == _order.Count) return farther;
        RowCondition either = new RowCombination(all: false, [farther, new RowCombination(all: true, [new RowComparison(column, RowOperator.Equal, value), Behind(at + 1)])]);

        // It says nothing new, but is what an index can be searched by.
        return column.IsNullable ? either : new RowCombination(all: true, [new RowComparison(column, descending ? RowOperator.LessOrEqual : RowOperator.GreaterOrEqual, value), either]);
    }

    private static RowCondition Farther(ReadModelColumn column, bool descending, ReadModelValue value)
    {
        // The absent value is before all others.
        if (value.IsNull) return descending ? new RowCombination(all: false, []) : new RowComparison(column, RowOperator.NotEqual, default);
        RowCondition farther = new RowComparison(column, descending ? RowOperator.Less : RowOperator.Greater, value);
        return descending && column.IsNullable ? new RowCombination(all: false, [farther, new RowComparison(column, RowOperator.Equal, default)]) : farther;
    }
}
