using EventSourcing.ReadModels;

namespace EventSourcing.Sqlite.ReadModels;

/// <summary>Writes one statement for SQLite, with the values that are bound to it.</summary>
internal sealed class SqliteRowSql() : RowSqlWriter(SqliteRowDialect.Instance)
{
    private readonly List<ReadModelValue> _values = [];

    /// <summary>The values, in the order of their parameters.</summary>
    public IReadOnlyList<ReadModelValue> Values => _values;

    public override RowSqlWriter Value(ReadModelColumn column, ReadModelValue value)
    {
        _values.Add(value);
        return Append("?");
    }

    protected override void AppendIn(ReadModelColumn column, IReadOnlyList<ReadModelValue> values, bool negated)
    {
        // As many as some power of two, so that there are few different statements; the last one more than once.
        var count = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)values.Count);
        Append(Dialect.Compared(column)).Append(negated ? " NOT IN (" : " IN (");
        for (var i = 0; i < count; i++) Append(i == 0 ? "" : ", ").Value(column, values[Math.Min(i, values.Count - 1)]);
        Append(")");
    }

    protected override RowSqlWriter Limit(int limit)
    {
        _values.Add(ReadModelValue.Of(limit));
        return Append("?");
    }
}
