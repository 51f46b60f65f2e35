using Microsoft.Extensions.Logging;

namespace EventSourcing.Hosting;

/// <summary>What a host logs of subscriptions.</summary>
internal static partial class HostLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Subscription '{Subscription}': {Previous} → {Current}")]
    public static partial void Changed(ILogger logger, string subscription, SubscriptionState previous, SubscriptionState current);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Subscription '{Subscription}' has ended with an error, and handles nothing until it is started again")]
    public static partial void Faulted(ILogger logger, Exception? fault, string subscription);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "Subscription '{Subscription}' pauses: one failure followed the other. It tries again by itself, and passes nothing over")]
    public static partial void CircuitOpened(ILogger logger, Exception? fault, string subscription);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "A second signal to stop came while subscriptions drain: handlers are cancelled, and their transactions undone")]
    public static partial void Forced(ILogger logger);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "Timeouts of process managers do not elapse for now. It is tried again")]
    public static partial void TimeoutsFailed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 6, Level = LogLevel.Error, Message = "The timeout '{Timeout}' of instance '{Key}' of '{Process}' was due at {DueAt}, and its event '{EventName}' cannot be appended. It is tried again")]
    public static partial void TimeoutFailed(ILogger logger, Exception error, string timeout, string process, string key, string eventName, DateTimeOffset dueAt);

    [LoggerMessage(EventId = 7, Level = LogLevel.Information, Message = "Subscription '{Subscription}' goes on: its circuit is closed again")]
    public static partial void CircuitClosed(ILogger logger, string subscription);

    [LoggerMessage(
        EventId = 8,
        Level = LogLevel.Error,
        Message = "Subscription '{Subscription}', partition {Partition}, has parked event '{EventName}' ({EventId}) at version {Version} of stream '{Stream}', position {Position}, after {Attempts} attempts: {ErrorType}. A dead letter is written, and later events of the key '{Key}' wait behind it")]
    public static partial void Parked(ILogger logger, Exception error, string subscription, int partition, string eventName, Guid? eventId, long version, StreamId stream, long position, int attempts, string errorType, string key);

    [LoggerMessage(
        EventId = 9,
        Level = LogLevel.Debug,
        Message = "Subscription '{Subscription}', partition {Partition}, has parked event '{EventName}' ({EventId}) at version {Version} of stream '{Stream}', position {Position}, behind an earlier one of the key '{Key}'")]
    public static partial void ParkedBehind(ILogger logger, string subscription, int partition, string eventName, Guid? eventId, long version, StreamId stream, long position, string key);

    [LoggerMessage(EventId = 10, Level = LogLevel.Information, Message = "Subscription '{Subscription}' handles the partitions {Gained} here from now on; {Held} in all")]
    public static partial void PartitionsGained(ILogger logger, string subscription, IReadOnlyList<int> gained, int held);

    [LoggerMessage(EventId = 11, Level = LogLevel.Information, Message = "Subscription '{Subscription}' handles the partitions {Lost} here no more; {Held} in all")]
    public static partial void PartitionsLost(ILogger logger, string subscription, IReadOnlyList<int> lost, int held);

    [LoggerMessage(EventId = 12, Level = LogLevel.Information, Message = "Rebuild of '{Projection}': {Phase}, {Events} events handled, {EventsPerSecond} a second, {Percent} % of the feed, {TimeLeft} left")]
    public static partial void Rebuilding(ILogger logger, string projection, RebuildPhase phase, long events, long eventsPerSecond, int percent, TimeSpan? timeLeft);

    [LoggerMessage(EventId = 13, Level = LogLevel.Information, Message = "Rebuild of '{Projection}': its tables have taken over, after {Events} events")]
    public static partial void TakenOver(ILogger logger, string projection, long events);
}
