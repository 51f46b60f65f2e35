using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>
/// Tells where the members of generic types lead to ever larger types, as those of <c>record Node&lt;T&gt;(Node&lt;Node&lt;T&gt;&gt;? Next)</c> do: each is new, and whoever follows them
/// never comes to an end.
/// </summary>
internal static class TypeNesting
{
    /// <summary>How deep type arguments stand in each other at most; nobody writes data down so deep.</summary>
    private const int Deepest = 10;

    /// <summary>Whether the type arguments of a type are nested too deep for one that somebody wrote.</summary>
    public static bool IsEndless(ITypeSymbol type) => IsDeeperThan(type, Deepest);

    private static bool IsDeeperThan(ITypeSymbol type, int levels)
    {
        if (levels < 0) return true;
        if (type is IArrayTypeSymbol array) return IsDeeperThan(array.ElementType, levels - 1);
        for (var at = type as INamedTypeSymbol; at is { IsGenericType: true }; at = at.ContainingType)
        {
            foreach (var argument in at.TypeArguments)
            {
                if (IsDeeperThan(argument, levels - 1)) return true;
            }
        }

        return false;
    }
}
