namespace EventSourcing;

/// <summary>How a row differs from what history says.</summary>
public enum RowDifferenceKind
{
    /// <summary>A column has another value.</summary>
    Changed,

    /// <summary>The row is not there, and should be.</summary>
    Missing,

    /// <summary>The row is there, and should not be.</summary>
    Extra,
}
