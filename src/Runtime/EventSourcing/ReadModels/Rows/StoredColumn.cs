namespace EventSourcing.ReadModels;

/// <summary>A column as a database has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, written as <see cref="RowDialect.TypeOf"/> writes it.</param>
/// <param name="IsNullable">Whether it may be without a value.</param>
/// <param name="HasDefault">Whether a row may be inserted without it though it has a value.</param>
internal sealed record StoredColumn(string Name, string Type, bool IsNullable, bool HasDefault);
