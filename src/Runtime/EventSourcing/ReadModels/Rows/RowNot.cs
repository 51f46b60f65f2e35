namespace EventSourcing.ReadModels;

/// <summary>A condition does not hold.</summary>
internal sealed class RowNot(RowCondition condition) : RowCondition
{
    public RowCondition Condition => condition;

    public override IEnumerable<ReadModelColumn> Columns => condition.Columns;

    public override int ValueCount => condition.ValueCount;

    public override bool Holds(ReadModelMapping mapping, ReadModelValue[] row) => !condition.Holds(mapping, row);
}
