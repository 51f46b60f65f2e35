using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Immutability;

/// <summary>Knows the types of the base library, which are known by name and not by their members.</summary>
internal static class BaseLibrary
{
    /// <summary>Whether a type comes from a reference and from <c>System</c> or a namespace in it.</summary>
    public static bool Declares(INamedTypeSymbol type)
    {
        if (type.DeclaringSyntaxReferences.Length > 0) return false;
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return space is { Name: "System" };
    }
}
