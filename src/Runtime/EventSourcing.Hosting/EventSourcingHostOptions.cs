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
    /// Whether this process shares subscriptions, projections and process managers with other processes that run them on the same store, by default it does: each partition is then handled by one of them at a
    /// time. Turn it off only where there will never be a second one, not even while one version of the program replaces the other.
    /// </summary>
    public bool ShareSubscriptions { get; set; } = true;

    /// <summary>As <see cref="SubscriptionNodeOptions.LeaseDuration"/>: after how long others take over from a process that has died, from 10 ms to 1 day; <see langword="null"/>, the default, for 15 s.</summary>
    public TimeSpan? LeaseDuration { get; set; }

    /// <summary>As <see cref="SubscriptionManagerOptions.MaxConnections"/>: from 1; <see langword="null"/>, the default, for 16.</summary>
    public int? MaxConnections { get; set; }

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

    /// <summary>The options with these settings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal SubscriptionManagerOptions Apply(SubscriptionManagerOptions options) => options with
    {
        Node = ShareSubscriptions ? new SubscriptionNodeOptions { LeaseDuration = LeaseDuration ?? SubscriptionNodeOptions.Default.LeaseDuration } : null,
        MaxConnections = MaxConnections ?? options.MaxConnections,
    };
}
