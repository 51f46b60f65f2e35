namespace EventSourcing.ReadModels;

/// <summary>A column has one of several values.</summary>
internal sealed class RowIn(ReadModelColumn column, IReadOnlyList<ReadModelValue> values) : RowCondition
{
    private readonly HashSet<ReadModelValue> _set = [.. values];

    public ReadModelColumn Column => column;

    /// <summary>The values, each once.</summary>
    public IReadOnlyList<ReadModelValue> Values => values;

    public override IEnumerable<ReadModelColumn> Columns => [column];

    public override int ValueCount => values.Count;

    public override bool Holds(ReadModelMapping mapping, ReadModelValue[] row) => _set.Contains(row[mapping.OrdinalOf(column)]);
}
