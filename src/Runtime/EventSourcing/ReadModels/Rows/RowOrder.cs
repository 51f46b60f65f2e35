namespace EventSourcing.ReadModels;

/// <summary>A column by which rows are ordered.</summary>
internal readonly record struct RowOrder(ReadModelColumn Column, bool Descending);
