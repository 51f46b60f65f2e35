namespace EventSourcing;

/// <summary>The tags of health checks, by which an endpoint picks those that it answers for.</summary>
public static class EventSourcingHealthTags
{
    /// <summary>All checks of event sourcing.</summary>
    public const string All = "event-sourcing";

    /// <summary>Whether the process can be given work: the store answers, and subscriptions have started. How far subscriptions lag behind does not count.</summary>
    public const string Ready = "ready";

    /// <summary>Whether the process should go on: it is unhealthy where a subscription has ended with an error, which it does not recover from by itself. A store that cannot be reached does not count.</summary>
    public const string Live = "live";
}
