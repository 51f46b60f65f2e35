using EventSourcing.Serialization;

namespace EventSourcing.Sqlite;

/// <summary>A stored name with a version of its shape.</summary>
/// <param name="Name">The stored name.</param>
/// <param name="SchemaVersion">The version of the shape.</param>
/// <param name="Shape">How it is read, or <see langword="null"/> where the catalog cannot.</param>
internal sealed record SqliteEventType(string Name, int SchemaVersion, StoredShape? Shape);
