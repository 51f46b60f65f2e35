namespace EventSourcing;

/// <summary>How a host runs subscriptions and projections. Set by <see cref="EventSourcingBuilder.Configure(Action{EventSourcingHostOptions})"/> or by configuration; checked when the host starts.</summary>
public sealed class EventSourcingHostOptions
{
    /// <summary>
    /// Whether this process runs subscriptions and projections, by default it does. Turn it off in processes that only append and read. Their <see cref="SubscriptionManager"/> can still wait for a
    /// position that another process handles, and list dead letters.
    /// </summary>
    public bool RunSubscriptions { get; set; } = true;

    /// <summary>
    /// Whether a second SIGINT, SIGTERM or SIGQUIT, which comes while subscriptions drain, cancels their handlers at once, by default it does. What those had in their transactions is undone, and handled again
    /// after the next start.
    /// </summary>
    public bool SecondSignalForces { get; set; } = true;

    /// <summary>
    /// What settings change of single subscriptions and projections, by their names; a projection's may leave its version away. A name that none has keeps the host from starting.
    /// </summary>
    public IDictionary<string, SubscriptionSettings> Subscriptions { get; } = new Dictionary<string, SubscriptionSettings>(StringComparer.Ordinal);
}
