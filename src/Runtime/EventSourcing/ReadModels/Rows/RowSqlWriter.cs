using System.Text;

namespace EventSourcing.ReadModels;

/// <summary>Writes one statement with its parameters.</summary>
/// <remarks>Negations go inward until they meet a comparison, where it is plain what they mean for rows without a value: SQL's third truth value is never turned round.</remarks>
internal abstract class RowSqlWriter(RowDialect dialect)
{
    private readonly StringBuilder _text = new();

    /// <summary>The statement.</summary>
    public string Text => _text.ToString();

    protected RowDialect Dialect => dialect;

    public RowSqlWriter Append(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Adds a parameter for a value of a column.</summary>
    public abstract RowSqlWriter Value(ReadModelColumn column, ReadModelValue value);

    /// <summary>Adds a comparison with values, of which none is absent, and at least one is there.</summary>
    protected abstract void AppendIn(ReadModelColumn column, IReadOnlyList<ReadModelValue> values, bool negated);

    /// <summary>Adds that a row has a key.</summary>
    public RowSqlWriter Key(ReadModelMapping mapping, RowKey key)
    {
        for (var i = 0; i < key.Count; i++)
        {
            var column = mapping.Columns[mapping.KeyOrdinals[i]];
            if (i > 0) _text.Append(" AND ");
            Append(dialect.Compared(column)).Append(" = ").Value(column, key[i]);
        }

        return this;
    }

    /// <summary>Adds the reading of rows.</summary>
    public RowSqlWriter Select(ReadModelMapping mapping) => Append("SELECT ").Append(RowDialect.ColumnList(mapping)).Append(" FROM ").Append(dialect.TableName(mapping.Table));

    /// <summary>Adds a query: which rows, in what order, how many.</summary>
    public RowSqlWriter Query(ReadModelMapping mapping, RowQuery query)
    {
        Select(mapping).Append(" WHERE ").Condition(query.Where);
        for (var i = 0; i < query.Order.Count; i++) Append(i == 0 ? " ORDER BY " : ", ").Append(dialect.Ordered(query.Order[i].Column, query.Order[i].Descending));
        return Append(" LIMIT ").Limit(query.Limit);
    }

    /// <summary>Adds a change of a row.</summary>
    public RowSqlWriter Change(ReadModelMapping mapping, RowChange change)
    {
        Append("UPDATE ").Append(dialect.TableName(mapping.Table)).Append(" SET ");
        for (var i = 0; i < change.Ordinals.Count; i++)
        {
            var column = mapping.Columns[change.Ordinals[i]];
            Append(i == 0 ? "" : ", ").Append(RowDialect.Quoted(column.Name)).Append(" = ").Value(column, change.Values[i]);
        }

        // Where there is nothing to change the row is still looked for.
        if (mapping.VersionColumn is { } version) Append(change.Ordinals.Count == 0 ? "" : ", ").Append($"{RowDialect.Quoted(version.Name)} = {RowDialect.Quoted(version.Name)} + 1");
        else if (change.Ordinals.Count == 0) Append($"{RowDialect.Quoted(mapping.Columns[mapping.KeyOrdinals[0]].Name)} = {RowDialect.Quoted(mapping.Columns[mapping.KeyOrdinals[0]].Name)}");
        return Append(" WHERE ").Key(mapping, change.Key).Append(" AND ").Condition(change.Only);
    }

    /// <summary>Adds a condition.</summary>
    public RowSqlWriter Condition(RowCondition condition, bool negated = false)
    {
        switch (condition)
        {
            case RowNot not:
                return Condition(not.Condition, !negated);
            case RowCombination combination:
                return Combination(combination, negated);
            case RowIn among:
                return In(among, negated);
            case RowComparison comparison:
                return Comparison(comparison.Column, negated ? Opposite(comparison.Operator) : comparison.Operator, comparison.Value, withAbsent: negated);
            default:
                throw new InvalidOperationException($"There is no SQL for {condition.GetType()}.");
        }
    }

    /// <summary>Adds a number of rows.</summary>
    protected abstract RowSqlWriter Limit(int limit);

    private RowSqlWriter Combination(RowCombination combination, bool negated)
    {
        var all = combination.All != negated;
        if (combination.Conditions.Count == 0) return Append(all ? "TRUE" : "FALSE");
        for (var i = 0; i < combination.Conditions.Count; i++) Append(i == 0 ? "(" : all ? " AND " : " OR ").Condition(combination.Conditions[i], negated);
        return Append(")");
    }

    private RowSqlWriter Comparison(ReadModelColumn column, RowOperator @operator, ReadModelValue value, bool withAbsent)
    {
        var name = dialect.Compared(column);
        if (value.IsNull)
        {
            return @operator switch
            {
                RowOperator.Equal => Append(RowDialect.Quoted(column.Name)).Append(" IS NULL"),
                RowOperator.NotEqual => Append(RowDialect.Quoted(column.Name)).Append(" IS NOT NULL"),

                // Nothing compares with what is absent; so its contrary always holds.
                _ => Append(withAbsent ? "TRUE" : "FALSE"),
            };
        }

        // Unequal are also rows without a value; and so are those that are "not greater".
        var orAbsent = column.IsNullable && (@operator == RowOperator.NotEqual || (withAbsent && @operator != RowOperator.Equal));
        Append(orAbsent ? "(" : "").Append(name).Append(Sign(@operator)).Value(column, value);
        return orAbsent ? Append(" OR ").Append(RowDialect.Quoted(column.Name)).Append(" IS NULL)") : this;
    }

    private RowSqlWriter In(RowIn among, bool negated)
    {
        var (column, values) = (among.Column, among.Values.Where(v => !v.IsNull).ToArray());
        var hasAbsent = values.Length < among.Values.Count;
        if (values.Length == 0)
        {
            if (!hasAbsent) return Append(negated ? "TRUE" : "FALSE");
            return Append(RowDialect.Quoted(column.Name)).Append(negated ? " IS NOT NULL" : " IS NULL");
        }

        // Rows without a value are among the values where the absent one is; SQL says neither yes nor no of them.
        var orAbsent = column.IsNullable && hasAbsent != negated;
        if (orAbsent) Append("(");
        AppendIn(column, values, negated);
        return orAbsent ? Append(" OR ").Append(RowDialect.Quoted(column.Name)).Append(" IS NULL)") : this;
    }

    private static RowOperator Opposite(RowOperator @operator) => @operator switch
    {
        RowOperator.Equal => RowOperator.NotEqual,
        RowOperator.NotEqual => RowOperator.Equal,
        RowOperator.Greater => RowOperator.LessOrEqual,
        RowOperator.GreaterOrEqual => RowOperator.Less,
        RowOperator.Less => RowOperator.GreaterOrEqual,
        _ => RowOperator.Greater,
    };

    private static string Sign(RowOperator @operator) => @operator switch
    {
        RowOperator.Equal => " = ",
        RowOperator.NotEqual => " <> ",
        RowOperator.Greater => " > ",
        RowOperator.GreaterOrEqual => " >= ",
        RowOperator.Less => " < ",
        _ => " <= ",
    };
}
