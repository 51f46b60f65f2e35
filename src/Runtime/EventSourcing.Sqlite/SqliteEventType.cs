namespace EventSourcing.Sqlite;

/// <summary>A stored name with a version of its shape.</summary>
/// <param name="Name">The stored name.</param>
/// <param name="SchemaVersion">The version of the shape.</param>
/// <param name="Descriptor">What reads it, or <see langword="null"/> where the catalog has nothing that does.</param>
internal sealed record SqliteEventType(string Name, int SchemaVersion, EventDescriptor? Descriptor);
