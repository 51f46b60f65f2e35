using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>The order in which a type switch asks.</summary>
internal static class MostDerived
{
    /// <summary>The models, that of the most derived type first, else in the order given.</summary>
    public static List<T> First<T>(IReadOnlyList<(ITypeSymbol Type, T Model)> given)
    {
        // A type that derives from another is also derived from all that the other derives from, so it counts more of them.
        var ordered = new List<(int Bases, int Index, T Model)>();
        for (var i = 0; i < given.Count; i++)
        {
            var bases = 0;
            foreach (var (other, _) in given)
            {
                if (given[i].Type.IsOrDerivesFrom(other)) bases++;
            }

            ordered.Add((bases, i, given[i].Model));
        }

        ordered.Sort(static (left, right) => left.Bases != right.Bases ? right.Bases.CompareTo(left.Bases) : left.Index.CompareTo(right.Index));
        return ordered.ConvertAll(static o => o.Model);
    }
}
