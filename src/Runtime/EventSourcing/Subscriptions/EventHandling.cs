using EventSourcing.ReadModels;

namespace EventSourcing.Subscriptions;

/// <summary>How the events of one delivery are handled.</summary>
/// <param name="Handle">Handles an event.</param>
/// <param name="ReadAhead">Reads what the events of the delivery need together; given them only where there are several. <see langword="null"/> where nothing can be read ahead.</param>
internal readonly record struct EventHandling(Func<EventContext, CancellationToken, ValueTask> Handle, Func<RecordedEvent[], IReadAhead>? ReadAhead = null);
