using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Immutability;

/// <summary>The collections and buffers of the base library whose content can be changed, looked up once a compilation.</summary>
internal sealed class MutableTypes
{
    private static readonly (string Name, CollectionKind Kind)[] Known =
    [
        ("System.Collections.Generic.List`1", CollectionKind.List),
        ("System.Collections.Generic.IList`1", CollectionKind.List),
        ("System.Collections.Generic.ICollection`1", CollectionKind.List),
        ("System.Collections.Generic.LinkedList`1", CollectionKind.List),
        ("System.Collections.Generic.Queue`1", CollectionKind.List),
        ("System.Collections.Generic.Stack`1", CollectionKind.List),
        ("System.Collections.Generic.PriorityQueue`2", CollectionKind.Other),
        ("System.Collections.Generic.Dictionary`2", CollectionKind.Dictionary),
        ("System.Collections.Generic.IDictionary`2", CollectionKind.Dictionary),
        ("System.Collections.Generic.SortedDictionary`2", CollectionKind.Dictionary),
        ("System.Collections.Generic.SortedList`2", CollectionKind.Dictionary),
        ("System.Collections.Generic.OrderedDictionary`2", CollectionKind.Dictionary),
        ("System.Collections.Generic.HashSet`1", CollectionKind.Set),
        ("System.Collections.Generic.ISet`1", CollectionKind.Set),
        ("System.Collections.Generic.SortedSet`1", CollectionKind.Set),
        ("System.Collections.ObjectModel.Collection`1", CollectionKind.List),
        ("System.Collections.ObjectModel.ObservableCollection`1", CollectionKind.List),
        ("System.Collections.ObjectModel.KeyedCollection`2", CollectionKind.Other),
        ("System.Collections.Concurrent.ConcurrentDictionary`2", CollectionKind.Dictionary),
        ("System.Collections.Concurrent.ConcurrentBag`1", CollectionKind.List),
        ("System.Collections.Concurrent.ConcurrentQueue`1", CollectionKind.List),
        ("System.Collections.Concurrent.ConcurrentStack`1", CollectionKind.List),
        ("System.Collections.Concurrent.BlockingCollection`1", CollectionKind.List),
        ("System.Collections.ArrayList", CollectionKind.Other),
        ("System.Collections.Hashtable", CollectionKind.Other),
        ("System.Collections.Queue", CollectionKind.Other),
        ("System.Collections.Stack", CollectionKind.Other),
        ("System.Collections.SortedList", CollectionKind.Other),
        ("System.Collections.BitArray", CollectionKind.Other),
        ("System.Collections.IList", CollectionKind.Other),
        ("System.Collections.IDictionary", CollectionKind.Other),
        ("System.Collections.CollectionBase", CollectionKind.Other),
        ("System.Collections.DictionaryBase", CollectionKind.Other),
        ("System.Collections.Specialized.NameObjectCollectionBase", CollectionKind.Other),
        ("System.Collections.Specialized.StringCollection", CollectionKind.Other),
        ("System.Collections.Specialized.StringDictionary", CollectionKind.Other),
        ("System.Collections.Specialized.OrderedDictionary", CollectionKind.Other),
        ("System.Collections.Specialized.ListDictionary", CollectionKind.Other),
        ("System.Collections.Specialized.HybridDictionary", CollectionKind.Other),
        ("System.Array", CollectionKind.Other),
        ("System.ArraySegment`1", CollectionKind.Memory),
        ("System.Memory`1", CollectionKind.Memory),
        ("System.Text.StringBuilder", CollectionKind.Other),
        ("System.Text.Json.Nodes.JsonNode", CollectionKind.Other),
        ("System.Dynamic.ExpandoObject", CollectionKind.Other),
        ("System.Data.DataTable", CollectionKind.Other),
        ("System.Data.DataSet", CollectionKind.Other),
    ];

    private readonly Dictionary<INamedTypeSymbol, CollectionKind> _kinds = new(SymbolEqualityComparer.Default);

    public MutableTypes(Compilation compilation)
    {
        foreach (var (name, kind) in Known)
        {
            foreach (var type in compilation.GetTypesByMetadataName(name)) _kinds[type] = kind;
        }
    }

    /// <summary>What kind of mutable collection a type is, itself or by a base class; <see cref="CollectionKind.None"/> for every other type.</summary>
    public CollectionKind KindOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            if (array.Rank > 1) return CollectionKind.Other;
            return array.ElementType.SpecialType == SpecialType.System_Byte ? CollectionKind.Bytes : CollectionKind.List;
        }

        for (var at = type as INamedTypeSymbol; at is { SpecialType: not SpecialType.System_Object }; at = at.BaseType)
        {
            if (_kinds.TryGetValue(at.OriginalDefinition, out var kind)) return ReferenceEquals(at, type) ? kind : CollectionKind.Other;
        }

        return CollectionKind.None;
    }
}
