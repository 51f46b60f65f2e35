using EventSourcing;

namespace GitHistory;

/// <summary>A file's content, mode or kind changed.</summary>
/// <param name="Path">Which file.</param>
[DomainEvent]
public sealed record FileChanged(string Path);
