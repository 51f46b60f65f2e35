using System.Collections.Generic;
using System.Threading;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Upcasting;

/// <summary>All names and versions that a compilation and its references know, the types that stand for them, and the upcasters between them.</summary>
internal sealed class StoredShapes
{
    private static readonly List<UpcastWay> NoWays = [];

    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<int, INamedTypeSymbol>> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<INamedTypeSymbol, (string Name, int Version)> _byType = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(string Name, int Version), List<UpcastWay>> _ways = [];
    private readonly Dictionary<string, SortedSet<int>> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lowest = new(StringComparer.Ordinal);

    public StoredShapes(
        Compilation compilation,
        IReadOnlyList<INamedTypeSymbol> events,
        IReadOnlyList<UpcasterReading> upcasters,
        IReadOnlyList<(string Name, int Version)> stored,
        CancellationToken cancellationToken)
    {
        foreach (var type in events)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (name, version, aliases) = EventReader.IdentityOf(type);
            Add(type, name, version, aliases);
        }

        foreach (var (type, name, version, aliases) in ReferencedCatalogs.Events(compilation)) Add(type, name, version, aliases);
        foreach (var (display, name, version, results, to) in ReferencedCatalogs.Upcasters(compilation)) Add((NameOf(name), version), new UpcastWay(display, null, results, to));
        foreach (var upcaster in upcasters)
        {
            if (upcaster.Name is not null) Add(FromOf(upcaster), new UpcastWay(upcaster.DisplayName, upcaster, upcaster.Results, upcaster.To));
        }

        foreach (var (name, version) in stored)
        {
            var known = NameOf(name);
            if (!_stored.TryGetValue(known, out var versions)) _stored.Add(known, versions = []);
            versions.Add(version);
            Note(known, version);
        }
    }

    /// <summary>The names that types have, in order.</summary>
    public IEnumerable<string> Names => _types.Keys;

    /// <summary>What an upcaster takes, by the name that the family has today.</summary>
    public (string Name, int Version) FromOf(UpcasterReading upcaster) => (NameOf(upcaster.Name!), upcaster.Version);

    /// <summary>The upcasters that take a shape, valid or not; those of references first, then in order of declaration.</summary>
    public IReadOnlyList<UpcastWay> WaysFrom((string Name, int Version) shape) => _ways.TryGetValue(shape, out var ways) ? ways : NoWays;

    /// <summary>The type that stands for a shape.</summary>
    public INamedTypeSymbol? TypeOf(string name, int version) => _types.TryGetValue(name, out var versions) && versions.TryGetValue(version, out var type) ? type : null;

    /// <summary>The shape that a type stands for.</summary>
    public (string Name, int Version)? Find(INamedTypeSymbol type) => _byType.TryGetValue(type, out var shape) ? shape : null;

    /// <summary>Whether a type is an event or a base of one.</summary>
    public bool IsKnown(ITypeSymbol type)
    {
        // A type that cannot be an event has a diagnostic of its own.
        if (EventReader.IsConcrete(type)) return true;
        foreach (var known in _byType.Keys)
        {
            if (known.IsOrDerivesFrom(type)) return true;
        }

        return false;
    }

    /// <summary>The type of the highest version that no upcaster takes; <see langword="null"/> where all are superseded.</summary>
    public (INamedTypeSymbol Type, int Version)? CurrentOf(string name)
    {
        if (!_types.TryGetValue(name, out var versions)) return null;
        (INamedTypeSymbol Type, int Version)? current = null;
        foreach (var entry in versions)
        {
            if (WaysFrom((name, entry.Key)).Count == 0) current = (entry.Value, entry.Key);
        }

        return current;
    }

    /// <summary>The lowest version of a name that is known by a type, an upcaster or the store.</summary>
    public int LowestOf(string name) => _lowest.TryGetValue(name, out var lowest) ? lowest : int.MaxValue;

    /// <summary>The versions above another one that are known to be stored.</summary>
    public IEnumerable<int> StoredAbove(string name, int version)
    {
        if (!_stored.TryGetValue(name, out var versions)) yield break;
        foreach (var known in versions)
        {
            if (known > version) yield return known;
        }
    }

    /// <summary>The shapes that the upcaster of a shape names as its results. One that gives a base type means events that are current.</summary>
    public IEnumerable<(string Name, int Version)> NextOf((string Name, int Version) shape)
    {
        foreach (var way in WaysFrom(shape))
        {
            if (!way.IsValid) continue;
            if (way.To > 0) yield return (shape.Name, way.To);
            foreach (var result in way.Results)
            {
                if (result is INamedTypeSymbol type && Find(type) is { } next) yield return next;
            }
        }
    }

    /// <summary>The shapes that upcasters lead to from a shape; with itself only where they lead back.</summary>
    public HashSet<(string Name, int Version)> ReachedFrom((string Name, int Version) shape)
    {
        var reached = new HashSet<(string Name, int Version)>();
        var open = new Stack<(string Name, int Version)>();
        open.Push(shape);
        while (open.Count > 0)
        {
            foreach (var next in NextOf(open.Pop()))
            {
                if (reached.Add(next)) open.Push(next);
            }
        }

        return reached;
    }

    private string NameOf(string name) => !_types.ContainsKey(name) && _aliases.TryGetValue(name, out var known) ? known : name;

    private void Add(INamedTypeSymbol type, string name, int version, EquatableArray<string> aliases)
    {
        if (!_types.TryGetValue(name, out var versions)) _types.Add(name, versions = []);
        if (!versions.ContainsKey(version)) versions.Add(version, type);
        _byType[type] = (name, version);
        foreach (var alias in aliases) _aliases[alias] = name;
        Note(name, version);
    }

    private void Add((string Name, int Version) from, UpcastWay way)
    {
        if (!_ways.TryGetValue(from, out var ways)) _ways.Add(from, ways = []);
        ways.Add(way);
        if (from.Version > 0) Note(from.Name, from.Version);
        if (way is { To: > 0, IsValid: true }) Note(from.Name, way.To);
    }

    private void Note(string name, int version)
    {
        if (!_lowest.TryGetValue(name, out var lowest) || version < lowest) _lowest[name] = version;
    }
}
