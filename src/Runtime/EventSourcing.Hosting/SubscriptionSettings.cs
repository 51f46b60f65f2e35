namespace EventSourcing;

/// <summary>What configuration may change of a subscription or projection without a new build. What is <see langword="null"/> stays as the program says.</summary>
public sealed class SubscriptionSettings
{
    /// <summary>Whether this process starts it, by default it does. The manager can start it later.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>As <see cref="SubscriptionOptions.BatchSize"/>: from 1.</summary>
    public int? BatchSize { get; set; }

    /// <summary>As <see cref="SubscriptionOptions.Partitions"/>: from 1.</summary>
    public int? Partitions { get; set; }

    /// <summary>As <see cref="SubscriptionOptions.MaxInFlightEvents"/>: from 1.</summary>
    public int? MaxInFlightEvents { get; set; }

    /// <summary>As <see cref="SubscriptionOptions.MaxInFlightBytes"/>: from 1.</summary>
    public long? MaxInFlightBytes { get; set; }

    /// <summary>As <see cref="SubscriptionOptions.PollInterval"/>: greater than zero.</summary>
    public TimeSpan? PollInterval { get; set; }

    /// <summary>As <see cref="SubscriptionOptions.HandlerTimeLimit"/>: greater than zero.</summary>
    public TimeSpan? HandlerTimeLimit { get; set; }

    /// <summary>As <see cref="SubscriptionOptions.DrainTime"/>: zero or more.</summary>
    public TimeSpan? DrainTime { get; set; }

    /// <summary>As <see cref="SubscriptionOptions.StopDeadline"/>: zero or more. Let the host's own shutdown time limit be longer.</summary>
    public TimeSpan? StopDeadline { get; set; }

    /// <summary>As <see cref="RetryPolicy.MaxAttempts"/> of <see cref="SubscriptionOptions.Retry"/>: from 1.</summary>
    public int? MaxAttempts { get; set; }

    /// <summary>As <see cref="SubscriptionOptions.OnError"/>.</summary>
    public ErrorStrategy? OnError { get; set; }

    /// <summary>The options with these settings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal SubscriptionOptions Apply(SubscriptionOptions options) => options with
    {
        BatchSize = BatchSize ?? options.BatchSize,
        Partitions = Partitions ?? options.Partitions,
        MaxInFlightEvents = MaxInFlightEvents ?? options.MaxInFlightEvents,
        MaxInFlightBytes = MaxInFlightBytes ?? options.MaxInFlightBytes,
        PollInterval = PollInterval ?? options.PollInterval,
        HandlerTimeLimit = HandlerTimeLimit ?? options.HandlerTimeLimit,
        DrainTime = DrainTime ?? options.DrainTime,
        StopDeadline = StopDeadline ?? options.StopDeadline,
        Retry = MaxAttempts is { } attempts ? options.Retry with { MaxAttempts = attempts } : options.Retry,
        OnError = OnError ?? options.OnError,
    };
}
