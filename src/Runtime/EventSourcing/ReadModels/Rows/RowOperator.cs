namespace EventSourcing.ReadModels;

/// <summary>How a column is compared with a value.</summary>
internal enum RowOperator
{
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}
