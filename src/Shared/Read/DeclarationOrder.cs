using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Orders members of one type by file path and place, so that the order of the compiler's inputs does not count.</summary>
internal static class DeclarationOrder
{
    /// <summary>Compares two members.</summary>
    public static int Compare(ISymbol left, ISymbol right)
    {
        var (leftAt, rightAt) = (Violations.LocationOf(left), Violations.LocationOf(right));
        if (leftAt is null || rightAt is null) return (leftAt is null ? 1 : 0) - (rightAt is null ? 1 : 0);
        var byFile = string.CompareOrdinal(leftAt.SourceTree!.FilePath, rightAt.SourceTree!.FilePath);
        return byFile != 0 ? byFile : leftAt.SourceSpan.Start.CompareTo(rightAt.SourceSpan.Start);
    }
}
