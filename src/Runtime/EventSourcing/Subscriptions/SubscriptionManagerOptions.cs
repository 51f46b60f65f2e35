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
    /// How many connections of the store the subscriptions of the manager have for transactions and for reading the feed, all together, from 1; 16 by default. So many partitions are handled at one time; the
    /// others wait for their turn, and a subscription that has fewer turns comes before one that has more. Handlers without a transaction need none while they are at work.
    /// </summary>
    /// <remarks>
    /// On PostgreSQL a process needs up to five more: for its leases, for hearing and for telling of appends, for asking whether there is something new, and for recording types of events that are appended for
    /// the first time; and what handlers and other parts of the program open by themselves. Let the pool be no smaller than all of these together. On SQLite and in memory, where there is one writer, it bounds how many wait for that.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxConnections
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 16;

    /// <summary>
    /// How subscriptions are shared with other processes that run them on the same store: each partition is then handled by one process at a time. <see langword="null"/>, the default, where this
    /// process runs them alone.
    /// </summary>
    public SubscriptionNodeOptions? Node { get; init; }

    /// <summary>The services that constructors of projections ask for, by type; by default there are none.</summary>
    public Func<Type, object?>? Services { get; init; }
}
