namespace EventSourcing.ReadModels;

/// <summary>Rows in an order.</summary>
/// <param name="Where">Which.</param>
/// <param name="Order">By which columns: enough of them that no two rows are equal in all.</param>
/// <param name="Limit">At most how many.</param>
internal sealed record RowQuery(RowCondition Where, IReadOnlyList<RowOrder> Order, int Limit);
