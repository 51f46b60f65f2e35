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
}
