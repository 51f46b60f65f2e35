namespace EventSourcing.Analyzers.Immutability;

/// <summary>Something that can be changed behind a member of an event.</summary>
/// <param name="Path">The path from the event to it: <c>OrderPlaced.Lines[].Price.Amount</c>.</param>
/// <param name="Reason">Why it can be changed.</param>
/// <param name="IsSoft">Whether it is of the kind that is reported more softly.</param>
internal sealed record DepthFinding(string Path, string Reason, bool IsSoft);
