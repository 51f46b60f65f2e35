using System.Collections.Frozen;
using EventSourcing.Serialization;

namespace EventSourcing;

/// <summary>The shapes of a catalog and the upcasters between them: refuses cycles, and finds out what each shape can become.</summary>
internal sealed class UpcastGraph(IReadOnlyDictionary<string, EventFamily> families, IReadOnlyDictionary<Type, EventDescriptor> events)
{
    private readonly HashSet<StoredShape> _left = [];
    private readonly List<StoredShape> _path = [];

    /// <summary>Completes the shapes.</summary>
    /// <exception cref="ArgumentException">Upcasters lead in a circle, or give a type that is no event of the catalog.</exception>
    public void Complete()
    {
        foreach (var (name, family) in families)
        {
            if (name != family.Name) continue;
            foreach (var shape in family.Shapes)
            {
                FindCycle(shape);
                shape.CurrentNames = Reachable(shape).Where(s => !s.IsUpcast && s.IsReadable).Select(s => s.Name).ToFrozenSet(StringComparer.Ordinal);
            }
        }
    }

    private void FindCycle(StoredShape shape)
    {
        if (_left.Contains(shape)) return;
        var start = _path.IndexOf(shape);
        if (start >= 0) throw new ArgumentException($"The upcasters {string.Join(", ", _path.Skip(start).Select(s => s.Upcaster))} lead in a circle: {string.Join(" → ", _path.Skip(start).Append(shape))}. One of them must lead to a current event.");
        _path.Add(shape);
        foreach (var next in Certain(shape)) FindCycle(next);
        _path.RemoveAt(_path.Count - 1);
        _left.Add(shape);
    }

    private HashSet<StoredShape> Reachable(StoredShape from)
    {
        var reached = new HashSet<StoredShape> { from };
        var open = new Stack<StoredShape>(reached);
        while (open.TryPop(out var shape))
        {
            foreach (var next in Certain(shape).Concat(Possible(shape)))
            {
                if (reached.Add(next)) open.Push(next);
            }
        }

        return reached;
    }

    /// <summary>The shapes that an upcaster names.</summary>
    private IEnumerable<StoredShape> Certain(StoredShape shape)
    {
        if (shape.Upcaster is not { } upcaster) yield break;
        if (upcaster.To > 0 && families[shape.Name].Find(upcaster.To) is { } version) yield return version;
        foreach (var type in upcaster.Results)
        {
            if (events.TryGetValue(type, out var given)) yield return ShapeOf(given);
        }
    }

    /// <summary>The shapes whose events have a base type or interface that an upcaster names.</summary>
    private List<StoredShape> Possible(StoredShape shape)
    {
        List<StoredShape> possible = [];
        foreach (var type in shape.Upcaster?.Results ?? [])
        {
            if (events.ContainsKey(type)) continue;
            var before = possible.Count;
            foreach (var (candidate, descriptor) in events)
            {
                if (type.IsAssignableFrom(candidate)) possible.Add(ShapeOf(descriptor));
            }

            if (possible.Count == before) throw new ArgumentException($"The upcaster {shape.Upcaster} gives {type}, which is neither an event of the catalog nor a base type of one. List the event, or include the catalog that does.");
        }

        return possible;
    }

    private StoredShape ShapeOf(EventDescriptor descriptor) => families[descriptor.Name].Find(descriptor.SchemaVersion)!;
}
