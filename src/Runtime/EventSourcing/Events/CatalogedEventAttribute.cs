using System.ComponentModel;

namespace EventSourcing;

/// <summary>Lists an event of the assembly's catalog, so that assemblies which reference it see its names at compile time.</summary>
/// <remarks>Emitted by the source generator, and read by it and by the analyzers at compile time only.</remarks>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CatalogedEventAttribute : Attribute
{
    /// <summary>Lists an event.</summary>
    /// <param name="eventType">The event's type.</param>
    /// <param name="name">The name under which it is stored.</param>
    /// <param name="version">The version of its shape.</param>
    /// <param name="aliases">Its former names.</param>
    public CatalogedEventAttribute(Type eventType, string name, int version, params string[] aliases)
    {
        EventType = eventType;
        Name = name;
        Version = version;
        Aliases = aliases;
    }

    /// <summary>The event's type.</summary>
    public Type EventType { get; }

    /// <summary>The name under which it is stored.</summary>
    public string Name { get; }

    /// <summary>The version of its shape.</summary>
    public int Version { get; }

    /// <summary>Its former names.</summary>
    public string[] Aliases { get; }
}
