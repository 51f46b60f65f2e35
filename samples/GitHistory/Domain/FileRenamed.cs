using EventSourcing;

namespace GitHistory;

/// <summary>A file moved, with or without changes on the way.</summary>
/// <param name="From">Where it was.</param>
/// <param name="To">Where it is.</param>
/// <param name="Similarity">How much of its content stayed the same, in percent: 100 for a pure move.</param>
[DomainEvent]
public sealed record FileRenamed(string From, string To, int Similarity);
