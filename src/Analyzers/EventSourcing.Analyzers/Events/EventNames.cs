using System.Collections.Generic;
using System.Threading;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Events;

/// <summary>The names and aliases of all events that a program knows at compile time, and who has them.</summary>
internal sealed class EventNames
{
    private readonly Dictionary<string, List<INamedTypeSymbol>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<INamedTypeSymbol, (string Name, int Version)> _identities = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, List<(INamedTypeSymbol Type, string Name)>> _byTypeName = new(StringComparer.Ordinal);

    /// <summary>Collects the names of these events and of those that the catalogs of referenced assemblies list.</summary>
    public EventNames(Compilation compilation, IEnumerable<INamedTypeSymbol> own, CancellationToken cancellationToken)
    {
        foreach (var type in own)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (name, version, aliases) = EventReader.IdentityOf(type);
            Add(type, name, version, aliases);
        }

        foreach (var (type, name, version, aliases) in ReferencedCatalogs.Events(compilation))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(type, name, version, aliases);
        }
    }

    /// <summary>The other events under the names and aliases of an event, each with the name that they share; ordered.</summary>
    public IEnumerable<(INamedTypeSymbol Other, string Name)> SharedWith(INamedTypeSymbol type)
    {
        var (own, version, aliases) = EventReader.IdentityOf(type);
        var names = new SortedSet<string>(StringComparer.Ordinal) { own };
        foreach (var alias in aliases) names.Add(alias);
        foreach (var name in names)
        {
            if (!_byName.TryGetValue(name, out var types)) continue;
            foreach (var other in types)
            {
                if (!SymbolEqualityComparer.Default.Equals(other, type) && !IsOtherVersion(other, own, version)) yield return (other, name);
            }
        }
    }

    /// <summary>Whether an event has a name at all; what cannot be stored has none.</summary>
    public bool Knows(INamedTypeSymbol type) =>
        _byTypeName.TryGetValue(type.Name, out var types) && types.Exists(known => SymbolEqualityComparer.Default.Equals(known.Type, type));

    /// <summary>The first other event whose type has the same name, in another namespace, and that is stored under another name.</summary>
    public INamedTypeSymbol? SameTypeNameAs(INamedTypeSymbol type)
    {
        if (!_byTypeName.TryGetValue(type.Name, out var types)) return null;
        var own = EventReader.IdentityOf(type).Name;
        foreach (var (other, name) in types)
        {
            // Two versions of one event have one stored name, and two events with one have a diagnostic of their own.
            if (name == own || SymbolEqualityComparer.Default.Equals(other, type)) continue;
            if (IsInOtherNamespace(type, other)) return other;
        }

        return null;
    }

    /// <summary>The names that events of different referenced assemblies share, without any event of this one.</summary>
    public IEnumerable<(INamedTypeSymbol First, INamedTypeSymbol Second, string Name)> SharedByReferences(IAssemblySymbol assembly)
    {
        foreach (var entry in _byName)
        {
            var types = entry.Value;
            if (types.Count < 2 || types.Exists(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, assembly))) continue;

            // Two events of one assembly were reported when that was compiled.
            var (firstName, firstVersion) = _identities[types[0]];
            var second = types.Find(type => !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, types[0].ContainingAssembly) && !IsOtherVersion(type, firstName, firstVersion));
            if (second is not null) yield return string.CompareOrdinal(types[0].ContainingAssembly.Name, second.ContainingAssembly.Name) <= 0 ? (types[0], second, entry.Key) : (second, types[0], entry.Key);
        }
    }

    /// <summary><c>Orders.Created</c> and <c>Invoices.Created</c>, nested in classes, are told apart by these.</summary>
    private static bool IsInOtherNamespace(INamedTypeSymbol type, INamedTypeSymbol other)
    {
        var (left, right) = (type.ContainingType, other.ContainingType);
        while (left is not null && right is not null && left.Name == right.Name) (left, right) = (left.ContainingType, right.ContainingType);
        return left is null && right is null && type.ContainingNamespace.ToDisplayString() != other.ContainingNamespace.ToDisplayString();
    }

    /// <summary>Versions of one event share its name and its aliases.</summary>
    private bool IsOtherVersion(INamedTypeSymbol type, string name, int version) => _identities[type] is var (otherName, otherVersion) && otherName == name && otherVersion != version;

    private void Add(INamedTypeSymbol type, string name, int version, EquatableArray<string> aliases)
    {
        _identities[type] = (name, version);
        if (!_byTypeName.TryGetValue(type.Name, out var types)) _byTypeName.Add(type.Name, types = []);
        if (!types.Exists(known => SymbolEqualityComparer.Default.Equals(known.Type, type))) types.Add((type, name));
        Add(type, name);
        foreach (var alias in aliases) Add(type, alias);
    }

    private void Add(INamedTypeSymbol type, string name)
    {
        if (!_byName.TryGetValue(name, out var types)) _byName.Add(name, types = []);
        if (types.Exists(known => SymbolEqualityComparer.Default.Equals(known, type))) return;
        types.Add(type);
    }
}
