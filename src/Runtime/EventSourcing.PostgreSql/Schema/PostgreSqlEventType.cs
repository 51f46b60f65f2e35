using EventSourcing.Serialization;

namespace EventSourcing.PostgreSql;

/// <summary>A row of the table <c>event_types</c>: what many events share, and therefore refer to by number.</summary>
/// <param name="Id">The number.</param>
/// <param name="Category">The category of the events' streams.</param>
/// <param name="Name">The stored name.</param>
/// <param name="SchemaVersion">The version of the shape.</param>
/// <param name="Shape">How it is read, or <see langword="null"/> where the catalog cannot.</param>
internal sealed record PostgreSqlEventType(int Id, string Category, string Name, int SchemaVersion, StoredShape? Shape);
