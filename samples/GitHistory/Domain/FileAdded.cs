using EventSourcing;

namespace GitHistory;

/// <summary>A file appeared. Symbolic links and submodules count as files.</summary>
/// <param name="Path">Where, from the top of the repository.</param>
[DomainEvent]
public sealed record FileAdded(string Path);
