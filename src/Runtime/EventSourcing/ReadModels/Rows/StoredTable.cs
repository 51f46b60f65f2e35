namespace EventSourcing.ReadModels;

/// <summary>A table as a database has it.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Key">The columns of its primary key, in their order.</param>
/// <param name="Indexes">The columns of each index that works, in their order, written as <see cref="RowDialect.Indexed"/> writes them.</param>
/// <param name="IsEmpty">Whether it has no row.</param>
internal sealed record StoredTable(IReadOnlyList<StoredColumn> Columns, IReadOnlyList<string> Key, IReadOnlyList<string> Indexes, bool IsEmpty);
