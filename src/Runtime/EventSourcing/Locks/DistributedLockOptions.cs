using EventSourcing.Storage;

namespace EventSourcing;

/// <summary>How <see cref="DistributedLocks"/> work. Checked as it is made.</summary>
public sealed record DistributedLockOptions
{
    // Timers take no more than about 49 days.
    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(30);

    /// <summary>The defaults.</summary>
    public static DistributedLockOptions Default { get; } = new();

    /// <summary>
    /// How long a lock is held without being extended, up to 30 days; 30 seconds by default. So long others wait at most for a holder that has died, and so long the holder's connection to the
    /// store may be gone before the lock is lost.
    /// </summary>
    public TimeSpan Duration
    {
        get;
        init => field = Require.Positive(value) <= LongestDuration
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Duration), value, $"Duration must be at most {LongestDuration.TotalDays:0} days.");
    } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a held lock is extended by itself, after each third of <see cref="Duration"/>, as long as the process lives; so by default.</summary>
    public bool AutoExtend { get; init; } = true;

    /// <summary>The longest wait before a lock that somebody else has is tried again for the first time, by default 25 ms; it doubles with each further try. A half of it is drawn at random.</summary>
    public TimeSpan RetryDelay
    {
        get;
        init => field = Require.Positive(value);
    } = TimeSpan.FromMilliseconds(25);

    /// <summary>The longest wait between two tries, by default 1 second.</summary>
    public TimeSpan MaxRetryDelay
    {
        get;
        init => field = Require.Positive(value);
    } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Who holds the locks, for people who look at the store: 1 to 150 characters; <see langword="null"/> for the names of machine and process. What makes an owner unique is added to it.
    /// </summary>
    public string? Owner
    {
        get;
        init => field = value is null or { Length: > 0 and <= LeaseRequest.MaxLength - 50 }
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Owner), value, $"Owner must have 1 to {LeaseRequest.MaxLength - 50} characters, or be null.");
    }

    /// <summary>What waiting, extending and the end of a lock go by in this process; the system's clock by default. The store has its own clock.</summary>
    public TimeProvider TimeProvider
    {
        get;
        init => field = Require.NotNull(value);
    } = TimeProvider.System;
}
