using EventSourcing.ReadModels;

namespace EventSourcing;

/// <summary>What rows a query asks for; made by the columns, such as <c>AccountBalanceColumns.Balance.AtLeast(100m)</c>.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
/// <remarks>
/// A condition holds for a row or does not. The absent value equals itself alone: it is distinct from every value, and neither greater nor less than any. What <see cref="Not"/> turns round follows
/// from that: "not greater than 5" holds for a row without a value.
/// </remarks>
public sealed class ReadModelCondition<TRow>
    where TRow : class
{
    internal ReadModelCondition(RowCondition condition) => Condition = condition;

    internal RowCondition Condition { get; }

    /// <summary>Holds where all of some conditions do; of none, always.</summary>
    /// <param name="conditions">The conditions.</param>
    /// <returns>The condition.</returns>
    internal static ReadModelCondition<TRow> All(params IEnumerable<ReadModelCondition<TRow>> conditions) => new(new RowCombination(all: true, [.. conditions.Select(c => c.Condition)]));

    /// <summary>Holds where both do.</summary>
    /// <param name="other">The other condition.</param>
    /// <returns>The condition.</returns>
    public ReadModelCondition<TRow> And(ReadModelCondition<TRow> other) => Combine(all: true, other);

    /// <summary>Holds where at least one of both does.</summary>
    /// <param name="other">The other condition.</param>
    /// <returns>The condition.</returns>
    public ReadModelCondition<TRow> Or(ReadModelCondition<TRow> other) => Combine(all: false, other);

    /// <summary>Holds where this one does not.</summary>
    /// <returns>The condition.</returns>
    public ReadModelCondition<TRow> Not() => new(Condition is RowNot not ? not.Condition : new RowNot(Condition));

    private ReadModelCondition<TRow> Combine(bool all, ReadModelCondition<TRow> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new ReadModelCondition<TRow>(new RowCombination(all, [.. Parts(Condition, all), .. Parts(other.Condition, all)]));
    }

    // Flat, so that a long chain is no deep tree.
    private static IReadOnlyList<RowCondition> Parts(RowCondition condition, bool all) => condition is RowCombination combination && combination.All == all ? combination.Conditions : [condition];
}
