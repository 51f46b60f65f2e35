using System.Collections.Frozen;

namespace EventSourcing.Serialization;

/// <summary>A name and a version under which events are stored, and how a catalog reads them. For authors of stores; see <see cref="EventSerializer.Resolve"/>.</summary>
public sealed class StoredShape
{
    internal StoredShape(string name, int schemaVersion, EventDescriptor? descriptor, EventUpcaster? upcaster)
    {
        Name = name;
        SchemaVersion = schemaVersion;
        Descriptor = descriptor;
        Upcaster = upcaster;
    }

    /// <summary>The name; where events were stored under a former one, the name that has it as an alias.</summary>
    public string Name { get; }

    /// <summary>The version of the shape, from 1.</summary>
    public int SchemaVersion { get; }

    /// <summary>The event type that stands for the shape; <see langword="null"/> where there is none any more.</summary>
    public EventDescriptor? Descriptor { get; }

    /// <summary>Whether events of the shape are read by upcasters, which need their metadata, and may become none or several.</summary>
    public bool IsUpcast => Upcaster is not null;

    /// <summary>What reads it, unless it is current.</summary>
    internal EventUpcaster? Upcaster { get; }

    /// <summary>The names of the current events that it can become; empty where nothing reads it.</summary>
    internal FrozenSet<string> CurrentNames { get; set; } = [];

    /// <summary>Whether an event of this shape can be read.</summary>
    internal bool IsReadable => IsUpcast || Descriptor is { IsSuperseded: false };

    /// <inheritdoc/>
    public override string ToString() => $"{Name} v{SchemaVersion}";
}
