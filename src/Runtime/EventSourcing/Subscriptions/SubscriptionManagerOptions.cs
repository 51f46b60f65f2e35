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

    /// <summary>
    /// How subscriptions are shared with other processes that run them on the same store: each partition is then handled by one process at a time. <see langword="null"/>, the default, where this
    /// process runs them alone.
    /// </summary>
    public SubscriptionNodeOptions? Node { get; init; }

    /// <summary>The services that constructors of projections ask for, by type; by default there are none.</summary>
    public Func<Type, object?>? Services { get; init; }
}
