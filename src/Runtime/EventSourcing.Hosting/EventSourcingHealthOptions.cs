namespace EventSourcing;

/// <summary>What health checks take for unhealthy. Checked as it is made.</summary>
public sealed record EventSourcingHealthOptions
{
    /// <summary>The defaults.</summary>
    public static EventSourcingHealthOptions Default { get; } = new();

    /// <summary>How long the store may take to say where its feed ends, by default 5 s; then it counts as one that cannot be reached.</summary>
    public TimeSpan StoreTimeLimit
    {
        get;
        init => field = Require.Positive(value);
    } = TimeSpan.FromSeconds(5);

    /// <summary>For how long an append may hold the feed back before that is worth a look, by default 10 s.</summary>
    public TimeSpan FeedHoldLimit
    {
        get;
        init => field = Require.NotNegative(value);
    } = TimeSpan.FromSeconds(10);

    /// <summary>How many places of the feed a subscription may lag behind, from 0; <see langword="null"/>, the default, for any number: how many are many depends on the load.</summary>
    public long? MaxLag
    {
        get;
        init => field = Require.AtLeast(value, 0);
    }

    /// <summary>How old the oldest event may be that a subscription knows and has not handled, by default 1 minute; <see langword="null"/> for any age.</summary>
    public TimeSpan? MaxLagTime
    {
        get;
        init => field = value is { } given ? Require.Positive(given) : null;
    } = TimeSpan.FromMinutes(1);

    /// <summary>For how long a timeout of a process manager may be due and not have elapsed, by default 1 minute.</summary>
    public TimeSpan MaxTimeoutDelay
    {
        get;
        init => field = Require.NotNegative(value);
    } = TimeSpan.FromMinutes(1);

    /// <summary>How many dead letters may be open, from 0, by default none.</summary>
    public long MaxDeadLetters
    {
        get;
        init => field = Require.AtLeast(value, 0)!.Value;
    }
}
