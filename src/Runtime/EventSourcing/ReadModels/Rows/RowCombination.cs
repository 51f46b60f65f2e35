namespace EventSourcing.ReadModels;

/// <summary>All of some conditions hold, or any of them. All of none hold; of none, none does.</summary>
internal sealed class RowCombination(bool all, IReadOnlyList<RowCondition> conditions) : RowCondition
{
    public bool All => all;

    public IReadOnlyList<RowCondition> Conditions => conditions;

    public override IEnumerable<ReadModelColumn> Columns => conditions.SelectMany(c => c.Columns);

    public override int ValueCount => conditions.Sum(c => c.ValueCount);

    public override bool Holds(ReadModelMapping mapping, ReadModelValue[] row)
    {
        foreach (var condition in conditions)
        {
            if (condition.Holds(mapping, row) != all) return !all;
        }

        return all;
    }
}
