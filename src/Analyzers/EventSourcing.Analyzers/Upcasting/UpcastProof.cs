using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Upcasting;

/// <summary>The proof that every stored shape which the project knows has one way to the current events, or why there is none.</summary>
internal sealed class UpcastProof
{
    // A version that somebody has mistyped by millions is one mistake.
    private const int MostMissing = 16;

    private readonly IAssemblySymbol _assembly;
    private readonly StoredShapes _shapes;
    private readonly Dictionary<INamedTypeSymbol, List<UpcasterReading>> _byType = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, (string Why, string Advice)> _faults = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, MissingWays> _missing = new(SymbolEqualityComparer.Default);
    private readonly List<MissingWays> _missingInReferences = [];
    private readonly HashSet<string> _unclear = new(StringComparer.Ordinal);

    /// <summary>Looks at all shapes and upcasters that a compilation knows.</summary>
    public UpcastProof(
        Compilation compilation,
        IReadOnlyList<INamedTypeSymbol> events,
        IReadOnlyList<UpcasterReading> upcasters,
        IReadOnlyList<(string Name, int Version)> stored,
        CancellationToken cancellationToken)
    {
        _assembly = compilation.Assembly;
        _shapes = new StoredShapes(compilation, events, upcasters, stored, cancellationToken);
        foreach (var upcaster in upcasters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Learn(upcaster);
        }

        foreach (var upcaster in upcasters) Check(upcaster);
        FindCycles(upcasters, cancellationToken);
        foreach (var name in _shapes.Names) FindMissing(name);
    }

    /// <summary>What is wrong with the upcasters that a type declares.</summary>
    public IEnumerable<(UpcasterReading Upcaster, string Why, string Advice)> FaultsIn(INamedTypeSymbol type)
    {
        if (!_byType.TryGetValue(type, out var upcasters)) yield break;
        foreach (var upcaster in upcasters)
        {
            if (_faults.TryGetValue(upcaster.Method, out var fault)) yield return (upcaster, fault.Why, fault.Advice);
        }
    }

    /// <summary>The versions that have no way to an event, to be reported where it is declared; <see langword="null"/> where all have one.</summary>
    public MissingWays? MissingTo(INamedTypeSymbol type) => _missing.TryGetValue(type, out var missing) ? missing : null;

    /// <summary>The same for events of references that meet here first.</summary>
    public IReadOnlyList<MissingWays> MissingInReferences => _missingInReferences;

    private void Learn(UpcasterReading upcaster)
    {
        var type = upcaster.Method.ContainingType;
        if (!_byType.TryGetValue(type, out var list)) _byType.Add(type, list = []);
        list.Add(upcaster);
        if (upcaster.Name is not null) return;

        // What it takes, or should take, is not known: it may be any version of what it leads to.
        foreach (var result in upcaster.Results)
        {
            if (result is INamedTypeSymbol named && _shapes.Find(named) is { } shape) _unclear.Add(shape.Name);
        }
    }

    private void Check(UpcasterReading upcaster)
    {
        if (upcaster.Fault is { } fault)
        {
            _faults[upcaster.Method] = (fault, upcaster.Advice);
            return;
        }

        // The compiler knows better what is wrong.
        if (upcaster.Name is null) return;
        var from = _shapes.FromOf(upcaster);
        foreach (var way in _shapes.WaysFrom(from))
        {
            if (way.Own == upcaster) break;
            if (!way.IsValid) continue;
            _faults[upcaster.Method] = ($"'{way.Display}' leads on from version {Text(from.Version)} of '{from.Name}' already", "remove one of the two");
            return;
        }

        if (upcaster.Output == UpcastOutput.Json && !CanBeRead(from.Name, upcaster.To))
        {
            _faults[upcaster.Method] = ($"neither an event nor an upcaster reads version {Text(upcaster.To)} of '{from.Name}'", "write what does, or name another version with 'To'");
            return;
        }

        foreach (var result in upcaster.Results)
        {
            if (result.SpecialType == SpecialType.System_Object || result.TypeKind == TypeKind.Error || _shapes.IsKnown(result)) continue;
            _faults[upcaster.Method] = ($"no event of the project derives from or implements '{result.Name}'", "let its events do so, or return the events themselves");
        }
    }

    /// <summary>A version below the current one that nothing reads is missed where the current one is declared.</summary>
    private bool CanBeRead(string name, int version) =>
        _shapes.TypeOf(name, version) is not null
        || _shapes.WaysFrom((name, version)).Count > 0
        || (_shapes.CurrentOf(name) is { } current && version < current.Version && IsOwn(current.Type));

    private void FindCycles(IReadOnlyList<UpcasterReading> upcasters, CancellationToken cancellationToken)
    {
        var told = new HashSet<(string Name, int Version)>();
        foreach (var upcaster in upcasters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (upcaster.Name is null || _faults.ContainsKey(upcaster.Method)) continue;
            var start = _shapes.FromOf(upcaster);
            var reached = _shapes.ReachedFrom(start);
            if (!reached.Contains(start) || told.Contains(start)) continue;
            var circle = new List<UpcasterReading>();
            foreach (var other in upcasters)
            {
                if (other.Name is null || _faults.ContainsKey(other.Method)) continue;
                var shape = _shapes.FromOf(other);
                if (reached.Contains(shape) && _shapes.ReachedFrom(shape).Contains(start)) circle.Add(other);
            }

            foreach (var other in circle) told.Add(_shapes.FromOf(other));
            Tell(circle);
        }
    }

    /// <summary>Of the upcasters in a circle one is wrong: the one that leads back.</summary>
    private void Tell(List<UpcasterReading> circle)
    {
        var (wrong, target) = (circle[circle.Count - 1], default((string Name, int Version)?));
        foreach (var upcaster in circle)
        {
            var from = _shapes.FromOf(upcaster);
            foreach (var next in _shapes.NextOf(from))
            {
                if (next.Name != from.Name || next.Version > from.Version || !_shapes.ReachedFrom(next).Contains(from)) continue;
                (wrong, target) = (upcaster, next);
            }
        }

        var at = _shapes.FromOf(wrong);
        if (target == at)
        {
            var type = _shapes.TypeOf(at.Name, at.Version);
            _faults[wrong.Method] = (
                $"it leads from version {Text(at.Version)} of '{at.Name}' to the same version",
                type is null ? "correct 'To'" : $"raise the version of '{type.Name}': [DomainEvent(\"{at.Name}\", Version = {Text(at.Version + 1)})]");
            return;
        }

        foreach (var next in _shapes.NextOf(at))
        {
            if (target is null && _shapes.ReachedFrom(next).Contains(at)) target = next;
        }

        _faults[wrong.Method] = ($"it leads back to version {Text(target!.Value.Version)} of '{target.Value.Name}', from which upcasters lead here", "let one of them lead to a current event");
    }

    private void FindMissing(string name)
    {
        if (_unclear.Contains(name) || _shapes.CurrentOf(name) is not { } current) return;
        var missing = new List<int>();
        for (var version = _shapes.LowestOf(name); version < current.Version && missing.Count < MostMissing; version++)
        {
            if (_shapes.WaysFrom((name, version)).Count == 0) missing.Add(version);
        }

        foreach (var version in _shapes.StoredAbove(name, current.Version))
        {
            if (missing.Count < MostMissing && _shapes.WaysFrom((name, version)).Count == 0 && _shapes.TypeOf(name, version) is null) missing.Add(version);
        }

        if (missing.Count == 0) return;
        var ways = new MissingWays(name, current.Type, current.Version, missing, _shapes.TypeOf(name, missing[0]));
        if (IsOwn(current.Type)) _missing[current.Type] = ways;
        else Place(ways);
    }

    /// <summary>The current event is of a reference, and was proven there with what was known there.</summary>
    private void Place(MissingWays ways)
    {
        var isKnownThere = true;
        foreach (var version in ways.Versions)
        {
            if (_shapes.TypeOf(ways.Name, version) is not { } type) continue;
            if (IsOwn(type))
            {
                _missing[type] = ways;
                return;
            }

            isKnownThere &= SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, ways.Current.ContainingAssembly);
        }

        if (!isKnownThere) _missingInReferences.Add(ways);
    }

    private bool IsOwn(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _assembly);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
