using EventSourcing.Serialization;

namespace EventSourcing;

/// <summary>All that is stored under one name and its aliases: the shapes that the event has had.</summary>
/// <param name="name">The name.</param>
/// <param name="aliases">Former names.</param>
/// <param name="shapes">The known shapes, the lowest version first.</param>
internal sealed class EventFamily(string name, IReadOnlyList<string> aliases, StoredShape[] shapes)
{
    public string Name { get; } = name;

    public IReadOnlyList<string> Aliases { get; } = aliases;

    public IReadOnlyList<StoredShape> Shapes => shapes;

    /// <summary>The event as it is written today; where the name is no longer written, the last type that it had, if any.</summary>
    public EventDescriptor? Latest { get; } = Array.FindLast(shapes, s => s.Descriptor is { IsSuperseded: false })?.Descriptor ?? Array.FindLast(shapes, s => s.Descriptor is not null)?.Descriptor;

    /// <summary>The shape of a version, or <see langword="null"/> where the catalog knows none.</summary>
    public StoredShape? Find(int schemaVersion)
    {
        foreach (var shape in shapes)
        {
            if (shape.SchemaVersion == schemaVersion) return shape;
        }

        return null;
    }
}
