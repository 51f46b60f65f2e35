namespace EventSourcing;

/// <summary>One difference between a table that serves and what history says.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The row's key; several values in parentheses.</param>
/// <param name="Kind">How the row differs.</param>
/// <param name="Column">The column whose value differs; <see langword="null"/> where the row is missing, or should be.</param>
/// <param name="Expected">The value that history gives, as text; <see langword="null"/> for the absent value.</param>
/// <param name="Actual">The value that is stored, as text; <see langword="null"/> for the absent value.</param>
public sealed record RowDifference(string Table, string Key, RowDifferenceKind Kind, string? Column, string? Expected, string? Actual)
{
    /// <summary>The difference as a sentence.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() => Kind switch
    {
        RowDifferenceKind.Missing => $"The row {Key} of '{Table}' is missing.",
        RowDifferenceKind.Extra => $"The row {Key} of '{Table}' should not be there.",
        _ => $"The column '{Column}' of the row {Key} of '{Table}' is {Actual ?? "absent"}, and should be {Expected ?? "absent"}.",
    };
}
