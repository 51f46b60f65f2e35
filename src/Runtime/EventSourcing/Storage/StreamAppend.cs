namespace EventSourcing;

/// <summary>One stream's share of an append to several streams; see <see cref="IAtomicEventStore"/>.</summary>
/// <param name="Stream">The stream; it begins with its first event.</param>
/// <param name="Expected">What the stream's version must be.</param>
/// <param name="Events">The events, in order; at least one.</param>
public sealed record StreamAppend(StreamId Stream, ExpectedVersion Expected, IReadOnlyList<NewEvent> Events);
