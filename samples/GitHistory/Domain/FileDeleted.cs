using EventSourcing;

namespace GitHistory;

/// <summary>A file disappeared.</summary>
/// <param name="Path">Which file.</param>
[DomainEvent]
public sealed record FileDeleted(string Path);
