namespace EventSourcing;

/// <summary>What the subscriptions of a manager share.</summary>
public sealed record SubscriptionManagerOptions
{
    /// <summary>The defaults.</summary>
    public static SubscriptionManagerOptions Default { get; } = new();

    /// <summary>The clock of waits, time limits and lag; by default the system's.</summary>
    public TimeProvider TimeProvider
    {
        get;
        init => field = Require.NotNull(value);
    } = TimeProvider.System;

    /// <summary>What draws the jitter of waits; it must be thread-safe. By default <see cref="System.Random.Shared"/>.</summary>
    public Random Random
    {
        get;
        init => field = Require.NotNull(value);
    } = Random.Shared;

    /// <summary>The services that constructors of projections ask for, by type; by default there are none.</summary>
    public Func<Type, object?>? Services { get; init; }
}
