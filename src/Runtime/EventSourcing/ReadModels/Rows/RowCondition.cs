namespace EventSourcing.ReadModels;

/// <summary>What rows a query asks for. Every condition holds for a row or does not: there is no third answer.</summary>
internal abstract class RowCondition
{
    /// <summary>The columns that the condition names, each as often as it does.</summary>
    public abstract IEnumerable<ReadModelColumn> Columns { get; }

    /// <summary>How many values it compares with.</summary>
    public abstract int ValueCount { get; }

    /// <summary>Whether it holds for a row.</summary>
    /// <param name="mapping">How the row is stored.</param>
    /// <param name="row">The row.</param>
    public abstract bool Holds(ReadModelMapping mapping, ReadModelValue[] row);
}
