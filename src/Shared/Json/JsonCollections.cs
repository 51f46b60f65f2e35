using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>The collections that codecs know, and how each is made of what was read into <c>items</c>.</summary>
internal static class JsonCollections
{
    private const string Immutable = "global::System.Collections.Immutable.";
    private const string Frozen = "global::System.Collections.Frozen.";

    /// <summary>The expression that makes a collection of a <c>List&lt;T&gt; items</c>; <see langword="null"/> for other types.</summary>
    public static string? OfList(INamedTypeSymbol type) => QualifiedName(type) switch
    {
        "System.Collections.Generic.List" or "System.Collections.Generic.IList" or "System.Collections.Generic.ICollection"
            or "System.Collections.Generic.IEnumerable" or "System.Collections.Generic.IReadOnlyList"
            or "System.Collections.Generic.IReadOnlyCollection" => "items",
        "System.Collections.Generic.HashSet" or "System.Collections.Generic.ISet" or "System.Collections.Generic.IReadOnlySet" =>
            $"new global::System.Collections.Generic.HashSet<{Argument(type, 0)}>(items)",
        "System.Collections.Generic.SortedSet" or "System.Collections.Generic.Queue" or "System.Collections.ObjectModel.Collection"
            or "System.Collections.ObjectModel.ReadOnlyCollection" => $"new {type.InCode()}(items)",
        "System.Collections.Immutable.ImmutableArray" =>
            "global::System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(items.ToArray())",
        "System.Collections.Immutable.ImmutableList" or "System.Collections.Immutable.IImmutableList" => $"{Immutable}ImmutableList.CreateRange(items)",
        "System.Collections.Immutable.ImmutableHashSet" or "System.Collections.Immutable.IImmutableSet" => $"{Immutable}ImmutableHashSet.CreateRange(items)",
        "System.Collections.Immutable.ImmutableSortedSet" => $"{Immutable}ImmutableSortedSet.CreateRange(items)",
        "System.Collections.Frozen.FrozenSet" => $"{Frozen}FrozenSet.ToFrozenSet(items)",
        _ => null,
    };

    /// <summary>The expression that makes a dictionary of a <c>Dictionary&lt;K, V&gt; items</c>; <see langword="null"/> for other types.</summary>
    public static string? OfDictionary(INamedTypeSymbol type) => QualifiedName(type) switch
    {
        "System.Collections.Generic.Dictionary" or "System.Collections.Generic.IDictionary" or "System.Collections.Generic.IReadOnlyDictionary" => "items",
        "System.Collections.Generic.SortedDictionary" or "System.Collections.ObjectModel.ReadOnlyDictionary" => $"new {type.InCode()}(items)",
        "System.Collections.Immutable.ImmutableDictionary" or "System.Collections.Immutable.IImmutableDictionary" =>
            $"{Immutable}ImmutableDictionary.CreateRange(items)",
        "System.Collections.Immutable.ImmutableSortedDictionary" => $"{Immutable}ImmutableSortedDictionary.CreateRange(items)",
        "System.Collections.Frozen.FrozenDictionary" => $"{Frozen}FrozenDictionary.ToFrozenDictionary(items)",
        _ => null,
    };

    /// <summary>Whether a type is enumerated, so that System.Text.Json would write it as an array.</summary>
    public static bool IsEnumerable(ITypeSymbol type)
    {
        foreach (var implemented in type.AllInterfaces)
        {
            if (implemented.SpecialType == SpecialType.System_Collections_IEnumerable) return true;
        }

        return false;
    }

    private static string QualifiedName(INamedTypeSymbol type) =>
        type.ContainingType is not null || type.ContainingNamespace is null ? "" : type.ContainingNamespace.FullName() + "." + type.Name;

    private static string Argument(INamedTypeSymbol type, int index) => AnnotatedInCode(type.TypeArguments[index]);

    private static string AnnotatedInCode(ITypeSymbol type) =>
        type.NullableAnnotation == NullableAnnotation.Annotated && type.IsReferenceType ? type.InCode() + "?" : type.InCode();
}
