using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EventSourcing.Compiler;

/// <summary>What the readers ask of symbols.</summary>
internal static class Symbols
{
    /// <summary>An identifier as code has it, keywords escaped.</summary>
    public static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(identifier) != SyntaxKind.None
            ? "@" + identifier
            : identifier;

    /// <summary>The identifier behind what <see cref="Escape"/> made.</summary>
    public static string Unescape(string identifier) => identifier.TrimStart('@');

    /// <summary>Whether a symbol has this metadata name; <paramref name="name"/> is without nested types.</summary>
    public static bool Is(this ISymbol? symbol, string name)
    {
        if (symbol is null) return false;
        var end = name.Length;
        if (!EndsWith(name, ref end, symbol.MetadataName)) return false;
        for (var space = symbol.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (end < 1 || name[--end] != '.' || !EndsWith(name, ref end, space.Name)) return false;
        }

        return end == 0 && symbol.ContainingType is null;
    }

    /// <summary>The attribute of this name, or <see langword="null"/>.</summary>
    public static AttributeData? Attribute(this ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.Is(name)) return attribute;
        }

        return null;
    }

    /// <summary>The value of a named argument, or <see langword="null"/>.</summary>
    public static TypedConstant? Named(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name) return argument.Value;
        }

        return null;
    }

    /// <summary>Whether emitted code in the same assembly can name the type, its containing types and its type arguments.</summary>
    public static bool IsAccessibleIn(this ITypeSymbol type, IAssemblySymbol assembly)
    {
        switch (type)
        {
            case IArrayTypeSymbol array: return array.ElementType.IsAccessibleIn(assembly);
            case ITypeParameterSymbol: return true;
            case not INamedTypeSymbol: return false;
        }

        var named = (INamedTypeSymbol)type;
        foreach (var argument in named.TypeArguments)
        {
            if (!argument.IsAccessibleIn(assembly)) return false;
        }

        for (ITypeSymbol? at = type; at is not null; at = at.ContainingType)
        {
            if (at is INamedTypeSymbol { IsFileLocal: true }) return false;
            if (!IsAccessible(at, assembly)) return false;
        }

        return true;
    }

    /// <summary>Whether code in the assembly, outside of the type and what derives from it, can name the member.</summary>
    public static bool IsAccessible(ISymbol member, IAssemblySymbol assembly) => member.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Internal or Accessibility.ProtectedOrInternal =>
            SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, assembly) || member.ContainingAssembly.GivesAccessTo(assembly),
        _ => false,
    };

    /// <summary>Whether the type or one that contains it has type parameters.</summary>
    public static bool IsOpenGeneric(this INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.ContainingType)
        {
            foreach (var argument in at.TypeArguments)
            {
                if (ContainsParameter(argument)) return true;
            }
        }

        return false;
    }

    /// <summary>Whether the type is, derives from or implements the other.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol type, ITypeSymbol other)
    {
        if (SymbolEqualityComparer.Default.Equals(type, other)) return true;
        if (other.SpecialType == SpecialType.System_Object) return true;
        if (other.TypeKind == TypeKind.Interface)
        {
            foreach (var implemented in type.AllInterfaces)
            {
                if (SymbolEqualityComparer.Default.Equals(implemented, other)) return true;
            }

            return false;
        }

        if (other.IsSealed) return false;
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at, other)) return true;
        }

        return false;
    }

    /// <summary>Whether the type is a task, or something like it that is awaited.</summary>
    public static bool IsTaskLike(this ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask" or "IAsyncEnumerable" } named
        && (named.ContainingNamespace.FullName() is "System.Threading.Tasks" or "System.Collections.Generic");

    private static bool ContainsParameter(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => ContainsParameter(array.ElementType),
        INamedTypeSymbol named => named.IsOpenGeneric(),
        _ => false,
    };

    private static bool EndsWith(string name, ref int end, string part)
    {
        var start = end - part.Length;
        if (start < 0 || string.CompareOrdinal(name, start, part, 0, part.Length) != 0) return false;
        end = start;
        return true;
    }
}
