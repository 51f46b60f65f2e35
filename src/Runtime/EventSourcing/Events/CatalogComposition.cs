using System.Collections.Frozen;
using EventSourcing.Serialization;

namespace EventSourcing;

/// <summary>Puts the events and upcasters of a catalog together, and refuses what does not fit.</summary>
internal sealed class CatalogComposition
{
    private readonly Dictionary<Type, EventDescriptor> _byType = [];
    private readonly Dictionary<string, SortedDictionary<int, EventDescriptor>> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, int Version), EventUpcaster> _upcasters = [];
    private readonly List<EventUpcaster> _ordered = [];

    /// <summary>All event types.</summary>
    public IEnumerable<EventDescriptor> Events => _byType.Values;

    /// <summary>All upcasters, each once.</summary>
    public IReadOnlyList<EventUpcaster> Upcasters => _ordered;

    /// <summary>Adds an event; one that is there already counts once.</summary>
    public void Add(EventDescriptor descriptor)
    {
        if (_byType.TryGetValue(descriptor.EventType, out var known))
        {
            if (known.Name == descriptor.Name && known.SchemaVersion == descriptor.SchemaVersion) return;
            throw new ArgumentException($"{descriptor.EventType} is listed as '{known.Name}' version {known.SchemaVersion} and as '{descriptor.Name}' version {descriptor.SchemaVersion}. Mark the type itself with [DomainEvent], so that every assembly agrees on its name.");
        }

        _byType.Add(descriptor.EventType, descriptor);
        if (!_versions.TryGetValue(descriptor.Name, out var versions)) _versions.Add(descriptor.Name, versions = []);
        if (!versions.TryAdd(descriptor.SchemaVersion, descriptor))
            throw new ArgumentException($"Both {versions[descriptor.SchemaVersion].EventType} and {descriptor.EventType} are stored as '{descriptor.Name}' version {descriptor.SchemaVersion}. Give one of them another name or version: [DomainEvent(\"…\", Version = …)].");
    }

    /// <summary>Adds an upcaster, after all events; one that is there already counts once.</summary>
    public void Add(EventUpcaster upcaster)
    {
        if (_ordered.Contains(upcaster)) return;
        var shape = ShapeOf(upcaster);
        if (!_upcasters.TryAdd(shape, upcaster))
            throw new ArgumentException($"Both {_upcasters[shape]} and {upcaster} upcast '{shape.Name}' version {shape.Version}. There must be one way from each version: remove one of them.");
        _ordered.Add(upcaster);
    }

    /// <summary>Learns which names the aliases stand for, after all events are added.</summary>
    public void ReadAliases()
    {
        foreach (var descriptor in _byType.Values)
        {
            foreach (var alias in descriptor.Aliases)
            {
                if (alias == descriptor.Name) continue;
                if (_versions.TryGetValue(alias, out var named)) throw Shared(descriptor, named.Values.First(), alias);
                if (!_aliases.TryAdd(alias, descriptor.Name) && _aliases[alias] != descriptor.Name) throw Shared(descriptor, _byType.Values.First(d => d.Name == _aliases[alias] && d.Aliases.Contains(alias)), alias);
            }
        }
    }

    /// <summary>All shapes by name and alias, and the events marked as superseded where they are.</summary>
    public FrozenDictionary<string, EventFamily> Complete()
    {
        var families = new Dictionary<string, EventFamily>(StringComparer.Ordinal);
        foreach (var name in _versions.Keys.Concat(_upcasters.Keys.Select(k => k.Name)).Distinct(StringComparer.Ordinal))
            families.Add(name, Family(name));
        foreach (var (alias, name) in _aliases) families.TryAdd(alias, families[name]);
        new UpcastGraph(families, _byType).Complete();
        return families.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private EventFamily Family(string name)
    {
        var versions = _versions.GetValueOrDefault(name) ?? [];
        var current = versions.Values.LastOrDefault(d => !_upcasters.ContainsKey((name, d.SchemaVersion)));
        foreach (var (version, descriptor) in versions.ToArray())
        {
            if (!descriptor.IsSuperseded && !ReferenceEquals(descriptor, current)) versions[version] = _byType[descriptor.EventType] = descriptor.AsSuperseded();
        }

        var known = versions.Keys.Concat(_upcasters.Keys.Where(k => k.Name == name).Select(k => k.Version)).Distinct().Order();
        return new EventFamily(
            name,
            [.. _aliases.Where(a => a.Value == name).Select(a => a.Key).Order(StringComparer.Ordinal)],
            [.. known.Select(v => new StoredShape(name, v, versions.GetValueOrDefault(v), _upcasters.GetValueOrDefault((name, v))))]);
    }

    private (string Name, int Version) ShapeOf(EventUpcaster upcaster)
    {
        if (upcaster.InputType is null) return (_aliases.GetValueOrDefault(upcaster.Name!) ?? upcaster.Name!, upcaster.Version);
        return _byType.TryGetValue(upcaster.InputType, out var taken)
            ? (taken.Name, taken.SchemaVersion)
            : throw new ArgumentException($"The upcaster {upcaster} takes {upcaster.InputType}, which the catalog does not list. List it, or include the catalog that does.");
    }

    private static ArgumentException Shared(EventDescriptor one, EventDescriptor other, string name) =>
        new($"Both {other.EventType} and {one.EventType} have the name or alias '{name}'. Give one of them another name: [DomainEvent(\"…\")].");
}
