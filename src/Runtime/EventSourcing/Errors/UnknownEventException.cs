namespace EventSourcing;

/// <summary>A stored event has a name, or a version of its shape, that the catalog cannot read.</summary>
public sealed class UnknownEventException : EventSourcingException
{
    private UnknownEventException(string message, string name, int schemaVersion, StreamId stream, long version, IReadOnlyList<string> nearestNames)
        : base(message)
    {
        Name = name;
        SchemaVersion = schemaVersion;
        Stream = stream;
        Version = version;
        NearestNames = nearestNames;
    }

    /// <summary>The stored name.</summary>
    public string Name { get; }

    /// <summary>The stored version of the event's shape.</summary>
    public int SchemaVersion { get; }

    /// <summary>The stream that holds the event.</summary>
    public StreamId Stream { get; }

    /// <summary>The event's version in the stream.</summary>
    public long Version { get; }

    /// <summary>The names in the catalog that are most like the stored one; empty where none is like it.</summary>
    public IReadOnlyList<string> NearestNames { get; }

    /// <summary>Reports a name that is in no catalog.</summary>
    internal static UnknownEventException ForName(string name, int schemaVersion, StreamId stream, long version, IReadOnlyList<string> nearestNames)
    {
        var hint = nearestNames.Count == 0
            ? "It knows no name like it."
            : $"The nearest names that it knows: {string.Join(", ", nearestNames.Select(n => $"'{n}'"))}.";
        return new UnknownEventException(
            $"Stream '{stream}' holds at version {version} an event named '{name}', which the store's catalog does not list. {hint} "
            + $"If the event was renamed, add the old name to its attribute: [DomainEvent(…, Aliases = [\"{name}\"])]; if it lives in another assembly, give the store a catalog that includes that assembly's.",
            name,
            schemaVersion,
            stream,
            version,
            nearestNames);
    }

    /// <summary>Reports a version of the shape that this program cannot read.</summary>
    internal static UnknownEventException ForSchemaVersion(EventFamily family, string name, int schemaVersion, StreamId stream, long version)
    {
        var readable = family.Shapes.Where(s => s.IsReadable).Select(s => s.SchemaVersion).ToList();
        var current = family.Latest is { IsSuperseded: false } latest ? latest.SchemaVersion : readable[^1];
        var advice = schemaVersion > current
            ? "A newer build wrote it: deploy the build that knows that version before reading this stream."
            : "No upcaster leads from the stored version to the current one: keep the version as it was if the shape can still be read, or add the upcaster.";
        var reader = family.Latest is { IsSuperseded: false } type && readable.Count == 1
            ? $"{type.EventType} reads version {type.SchemaVersion}"
            : $"what the catalog reads of it is version {string.Join(", ", readable)}";
        return new UnknownEventException(
            $"Stream '{stream}' holds at version {version} an event '{name}' in version {schemaVersion} of its shape, but {reader}. {advice}",
            name,
            schemaVersion,
            stream,
            version,
            []);
    }
}
