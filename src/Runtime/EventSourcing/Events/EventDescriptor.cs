using System.Text.Json;

namespace EventSourcing;

/// <summary>What a program knows of one event type: its stored identity, its CLR type and how it is written and read.</summary>
/// <remarks>Emitted by the source generator; see <see cref="EventDescriptor{TEvent}"/>.</remarks>
public abstract class EventDescriptor
{
    private protected EventDescriptor(string name, int schemaVersion, Type eventType, IReadOnlyList<string> aliases)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(schemaVersion, 1);
        ArgumentNullException.ThrowIfNull(aliases);
        Name = name;
        SchemaVersion = schemaVersion;
        EventType = eventType;
        Aliases = [.. aliases];
    }

    /// <summary>The name under which the event is stored.</summary>
    public string Name { get; }

    /// <summary>The version of the shape in which the event is written, from 1.</summary>
    public int SchemaVersion { get; }

    /// <summary>The CLR type.</summary>
    public Type EventType { get; }

    /// <summary>Former names, which are read and never written.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>
    /// Whether events of this shape are only read any more, and never appended: an upcaster takes them, or the name has a type of a higher version. It is a fact of the
    /// catalog that holds the descriptor.
    /// </summary>
    public bool IsSuperseded { get; private set; }

    /// <summary>The same, superseded; catalogs share descriptors, and not what they know of them.</summary>
    internal EventDescriptor AsSuperseded()
    {
        var copy = (EventDescriptor)MemberwiseClone();
        copy.IsSuperseded = true;
        return copy;
    }

    /// <summary>Writes the event's JSON value.</summary>
    internal abstract void Write(Utf8JsonWriter writer, object @event);

    /// <summary>Reads the event from a JSON value; the reader stands on the value's first token and is left on its last.</summary>
    internal abstract object Read(ref Utf8JsonReader reader);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} v{SchemaVersion} ({EventType})";
}
