namespace EventSourcing;

/// <summary>How a host runs subscriptions, projections and process managers. Set by <see cref="EventSourcingBuilder.Configure(Action{EventSourcingHostOptions})"/> or by configuration; checked when the host starts.</summary>
public sealed class EventSourcingHostOptions
{
    /// <summary>
    /// Whether this process runs subscriptions, projections and process managers, by default it does. Turn it off in processes that only append and read. Their <see cref="SubscriptionManager"/> can still wait for a
    /// position that another process handles, and list dead letters.
    /// </summary>
    public bool RunSubscriptions { get; set; } = true;

    /// <summary>
    /// Whether a second SIGINT, SIGTERM or SIGQUIT, which comes while subscriptions drain, cancels their handlers at once, by default it does. What those had in their transactions is undone, and handled again
    /// after the next start.
    /// </summary>
    public bool SecondSignalForces { get; set; } = true;

    /// <summary>How timeouts of process managers elapse; without process managers it changes nothing.</summary>
    public ProcessTimeoutSettings ProcessTimeouts { get; } = new();

    /// <summary>
    /// What settings change of single subscriptions, projections and processes, by their names; a projection's or process's may leave its version away. A name that none has keeps the host from starting.
    /// </summary>
    public IDictionary<string, SubscriptionSettings> Subscriptions { get; } = new Dictionary<string, SubscriptionSettings>(StringComparer.Ordinal);
}
