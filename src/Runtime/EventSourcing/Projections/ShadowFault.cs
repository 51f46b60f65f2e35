namespace EventSourcing.Projections;

/// <summary>Why events could not be handled once more.</summary>
/// <param name="Event">The event at fault; <see langword="null"/> where it is one of several that were handled together.</param>
/// <param name="Error">What its handler threw.</param>
internal sealed record ShadowFault(RecordedEvent? Event, Exception Error);
