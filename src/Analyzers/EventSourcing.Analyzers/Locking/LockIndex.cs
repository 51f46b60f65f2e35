using System.Collections.Generic;
using System.Linq;
using System.Threading;
using EventSourcing.Analyzers.Events;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Locking;

/// <summary>Brings the events of a compilation and the entries of its lock together, by names and versions alone: shapes are read one by one.</summary>
internal sealed class LockIndex
{
    private readonly Dictionary<string, List<LockedIdentity>> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _aliases = new(StringComparer.Ordinal);
    private readonly HashSet<(string Name, int Version)> _upcast = [];
    private readonly HashSet<string> _upcastNames = new(StringComparer.Ordinal);
    private Dictionary<INamedTypeSymbol, string>? _renamed;

    /// <summary>Collects the events of a compilation.</summary>
    public LockIndex(EventIndex events, EventsLock locked, CancellationToken cancellationToken)
    {
        Lock = locked;
        foreach (var type in events.Own(cancellationToken))
        {
            var (name, version, aliases) = EventReader.IdentityOf(type);
            if (!_byName.TryGetValue(name, out var versions)) _byName.Add(name, versions = []);
            versions.Add(new LockedIdentity(type, name, version, aliases));
            _aliases.UnionWith(aliases);
        }

        foreach (var upcaster in events.Upcasters(cancellationToken))
        {
            if (upcaster.Name is null) continue;
            _upcast.Add((upcaster.Name, upcaster.Version));
            _upcastNames.Add(upcaster.Name);
        }
    }

    /// <summary>The lock.</summary>
    public EventsLock Lock { get; }

    /// <summary>The entries of events that nothing reads any more: no type has the name, as its own or as an alias, and no upcaster takes it.</summary>
    public IEnumerable<string> Gone()
    {
        foreach (var name in Lock.Events.Keys)
        {
            if (!IsRead(name)) yield return name;
        }
    }

    /// <summary>Whether events stored under a name are read at all.</summary>
    public bool IsRead(string name) => _byName.ContainsKey(name) || _aliases.Contains(name) || _upcastNames.Contains(name);

    /// <summary>The identity of an event; <see langword="null"/> where another one has the same, which has a diagnostic of its own.</summary>
    public LockedIdentity? Find(INamedTypeSymbol type)
    {
        var (name, version, _) = EventReader.IdentityOf(type);
        if (!_byName.TryGetValue(name, out var versions)) return null;
        var found = versions.FindAll(v => v.Version == version);
        return found.Count == 1 && SymbolEqualityComparer.Default.Equals(found[0].Type, type) ? found[0] : null;
    }

    /// <summary>Whether no type of the same name has a higher version.</summary>
    public bool IsCurrent(LockedIdentity identity) => !_byName[identity.Name].Exists(other => other.Version > identity.Version);

    /// <summary>The entries that an event goes on from: the one of its name, and if it is the current version those of its former names.</summary>
    public IEnumerable<KeyValuePair<string, LockedEvent>> EntriesOf(LockedIdentity identity)
    {
        if (Lock.Events.TryGetValue(identity.Name, out var own)) yield return new(identity.Name, own);
        if (!IsCurrent(identity)) yield break;
        foreach (var alias in identity.Aliases)
        {
            if (Lock.Events.TryGetValue(alias, out var former)) yield return new(alias, former);
        }
    }

    /// <summary>Whether a recorded version below that of the event has no upcaster, or one above it: that is an error of its own, and nothing to record.</summary>
    public bool LacksWay(LockedIdentity identity)
    {
        foreach (var entry in EntriesOf(identity))
        {
            foreach (var version in entry.Value.Versions.Keys)
            {
                if (version != identity.Version && !_upcast.Contains((identity.Name, version)) && !_upcast.Contains((entry.Key, version))) return true;
            }
        }

        return false;
    }

    /// <summary>The entry that a new event most likely is under another name: the only one gone with its very shape, and it the only new one with that.</summary>
    public string? FormerNameOf(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        lock (_byName)
        {
            _renamed ??= FindRenamed(cancellationToken);
        }

        return _renamed.TryGetValue(type, out var name) ? name : null;
    }

    /// <summary>Whether an entry that is gone is reported at the type that most likely has another name for it.</summary>
    public bool HasNewName(string gone, CancellationToken cancellationToken)
    {
        lock (_byName)
        {
            _renamed ??= FindRenamed(cancellationToken);
        }

        return _renamed.ContainsValue(gone);
    }

    private Dictionary<INamedTypeSymbol, string> FindRenamed(CancellationToken cancellationToken)
    {
        var renamed = new Dictionary<INamedTypeSymbol, string>(SymbolEqualityComparer.Default);
        var gone = Gone().ToList();
        if (gone.Count == 0) return renamed;

        var added = new List<(LockedIdentity Identity, LockedShape Shape)>();
        foreach (var versions in _byName.Values)
        {
            if (versions.Count != 1 || EntriesOf(versions[0]).Any()) continue;
            if (ShapeReader.Read(versions[0].Type, cancellationToken) is { } current) added.Add((versions[0], current.Shape));
        }

        var pairs = new List<(string Gone, INamedTypeSymbol Type)>();
        foreach (var name in gone)
        {
            var entry = Lock.Events[name];
            foreach (var (identity, shape) in added)
            {
                if (identity.Version == entry.Highest && LockComparer.AreEqual(entry.Versions[entry.Highest], shape)) pairs.Add((name, identity.Type));
            }
        }

        foreach (var (name, type) in pairs)
        {
            var isUnique = pairs.Count(p => p.Gone == name) == 1 && pairs.Count(p => SymbolEqualityComparer.Default.Equals(p.Type, type)) == 1;
            if (isUnique) renamed.Add(type, name);
        }

        return renamed;
    }
}
