namespace EventSourcing.ReadModels;

/// <summary>A column is compared with a value.</summary>
internal sealed class RowComparison(ReadModelColumn column, RowOperator @operator, ReadModelValue value) : RowCondition
{
    public ReadModelColumn Column => column;

    public RowOperator Operator => @operator;

    public ReadModelValue Value => value;

    public override IEnumerable<ReadModelColumn> Columns => [column];

    public override int ValueCount => value.IsNull ? 0 : 1;

    public override bool Holds(ReadModelMapping mapping, ReadModelValue[] row)
    {
        ref readonly var found = ref row[mapping.OrdinalOf(column)];
        if (@operator == RowOperator.Equal) return found == value;
        if (@operator == RowOperator.NotEqual) return found != value;
        if (found.IsNull || value.IsNull) return false;
        var order = ReadModelValue.Compare(found, value);
        return @operator switch
        {
            RowOperator.Greater => order > 0,
            RowOperator.GreaterOrEqual => order >= 0,
            RowOperator.Less => order < 0,
            _ => order <= 0,
        };
    }
}
