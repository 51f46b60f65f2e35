namespace EventSourcing.ReadModels;

/// <summary>A change of one row.</summary>
/// <param name="Key">The key.</param>
/// <param name="Ordinals">The columns that change: none of the key's, and not the version.</param>
/// <param name="Values">Their values.</param>
/// <param name="Only">What must hold for the row as it is.</param>
internal sealed record RowChange(RowKey Key, IReadOnlyList<int> Ordinals, IReadOnlyList<ReadModelValue> Values, RowCondition Only);
