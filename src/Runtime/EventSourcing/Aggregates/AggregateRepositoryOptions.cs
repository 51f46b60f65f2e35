namespace EventSourcing;

/// <summary>How an <see cref="AggregateRepository{TAggregate, TId}"/> stamps events and meets conflicts. Checked as it is made.</summary>
public sealed record AggregateRepositoryOptions
{
    /// <summary>The defaults.</summary>
    public static AggregateRepositoryOptions Default { get; } = new();

    /// <summary>
    /// The clock of the events' <see cref="EventMetadata.OccurredAt"/> and of the waits between retries; <see langword="null"/> takes
    /// that of the ambient <see cref="EventSourcingContext"/>.
    /// </summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>The ids of the events; <see langword="null"/> takes those of the ambient <see cref="EventSourcingContext"/>.</summary>
    public IEventIdGenerator? EventIds { get; init; }

    /// <summary>How often <c>ExecuteAsync</c> tries again after a conflict, a transient failure or a lost answer; from 0, by default 3.</summary>
    public int MaxRetries
    {
        get;
        init => field = Require.AtLeast(value, 0);
    } = 3;

    /// <summary>
    /// The longest wait before the first retry, by default 10 ms; it doubles with each further one. The wait itself is drawn evenly
    /// between zero and that (full jitter), so that callers who collided do not collide again. Zero tries again at once.
    /// </summary>
    public TimeSpan RetryDelay
    {
        get;
        init => field = Require.NotNegative(value);
    } = TimeSpan.FromMilliseconds(10);
}
