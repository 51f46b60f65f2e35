using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>The collections that codecs know, and how each is made of what was read into <c>items</c>.</summary>
internal static class JsonCollections
{
    private const string Generic = "global::System.Collections.Generic.";
    private const string Immutable = "global::System.Collections.Immutable.";
    private const string Frozen = "global::System.Collections.Frozen.";
    private const string Reversed = "global::EventSourcing.Serialization.JsonRead.Reversed(items)";

    /// <summary>The expression that makes a collection of a <c>List&lt;T&gt; items</c>; <see langword="null"/> for other types.</summary>
    public static string? OfList(INamedTypeSymbol type) => QualifiedName(type) switch
    {
        "System.Collections.Generic.List" or "System.Collections.Generic.IList" or "System.Collections.Generic.ICollection"
            or "System.Collections.Generic.IEnumerable" or "System.Collections.Generic.IReadOnlyList"
            or "System.Collections.Generic.IReadOnlyCollection" => "items",
        "System.Collections.Generic.HashSet" or "System.Collections.Generic.ISet" or "System.Collections.Generic.IReadOnlySet" =>
            $"new {Generic}HashSet<{Argument(type, 0)}>(items)",
        "System.Collections.ObjectModel.ReadOnlySet" => $"new {type.InCode()}(new {Generic}HashSet<{Argument(type, 0)}>(items))",
        "System.Collections.Generic.SortedSet" or "System.Collections.Generic.Queue" or "System.Collections.Generic.LinkedList"
            or "System.Collections.ObjectModel.Collection" or "System.Collections.ObjectModel.ReadOnlyCollection"
            or "System.Collections.ObjectModel.ObservableCollection" or "System.Collections.Concurrent.ConcurrentQueue" => $"new {type.InCode()}(items)",

        // These are enumerated from what came last: to come out as they went in, they are filled from behind.
        "System.Collections.Generic.Stack" or "System.Collections.Concurrent.ConcurrentStack" or "System.Collections.Concurrent.ConcurrentBag" =>
            $"new {type.InCode()}({Reversed})",
        "System.Collections.Immutable.ImmutableStack" or "System.Collections.Immutable.IImmutableStack" => $"{Immutable}ImmutableStack.CreateRange({Reversed})",
        "System.Collections.Immutable.ImmutableQueue" or "System.Collections.Immutable.IImmutableQueue" => $"{Immutable}ImmutableQueue.CreateRange(items)",
        "System.Collections.Immutable.ImmutableArray" =>
            "global::System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(items.ToArray())",
        "System.Collections.Immutable.ImmutableList" or "System.Collections.Immutable.IImmutableList" => $"{Immutable}ImmutableList.CreateRange(items)",
        "System.Collections.Immutable.ImmutableHashSet" or "System.Collections.Immutable.IImmutableSet" => $"{Immutable}ImmutableHashSet.CreateRange(items)",
        "System.Collections.Immutable.ImmutableSortedSet" => $"{Immutable}ImmutableSortedSet.CreateRange(items)",
        "System.Collections.Frozen.FrozenSet" => $"{Frozen}FrozenSet.ToFrozenSet(items)",
        "System.Memory" or "System.ReadOnlyMemory" => $"new {type.InCode()}(items.ToArray())",
        _ => null,
    };

    /// <summary>The expression that makes a dictionary of a <c>Dictionary&lt;K, V&gt; items</c>; <see langword="null"/> for other types.</summary>
    public static string? OfDictionary(INamedTypeSymbol type) => QualifiedName(type) switch
    {
        "System.Collections.Generic.Dictionary" or "System.Collections.Generic.IDictionary" or "System.Collections.Generic.IReadOnlyDictionary" => "items",
        "System.Collections.Generic.SortedDictionary" or "System.Collections.Generic.SortedList" or "System.Collections.Generic.OrderedDictionary"
            or "System.Collections.ObjectModel.ReadOnlyDictionary" or "System.Collections.Concurrent.ConcurrentDictionary" => $"new {type.InCode()}(items)",
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
        type.Arity == 0 || type.ContainingType is not null || type.ContainingNamespace is null ? "" : type.ContainingNamespace.FullName() + "." + type.Name;

    private static string Argument(INamedTypeSymbol type, int index) => AnnotatedInCode(type.TypeArguments[index]);

    private static string AnnotatedInCode(ITypeSymbol type) =>
        type.NullableAnnotation == NullableAnnotation.Annotated && type.IsReferenceType ? type.InCode() + "?" : type.InCode();
}
