namespace EventSourcing;

/// <summary>How often, and after which waits, an event is handled again that its handler has refused. Checked as it is made.</summary>
public sealed record RetryPolicy
{
    /// <summary>The defaults.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>No second attempt.</summary>
    public static RetryPolicy None { get; } = new() { MaxAttempts = 1 };

    /// <summary>How often an event is handled, the first attempt included; from 1, by default 5.</summary>
    public int MaxAttempts
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 5;

    /// <summary>The wait before the second attempt, by default 200 ms; it grows with each further one.</summary>
    public TimeSpan Delay
    {
        get;
        init => field = Require.NotNegative(value);
    } = TimeSpan.FromMilliseconds(200);

    /// <summary>By how much the wait grows, from 1, by default 2.</summary>
    public double Factor
    {
        get;
        init => field = value is >= 1 and <= 100 ? value : throw new ArgumentOutOfRangeException(nameof(Factor), value, "Factor must be between 1 and 100.");
    } = 2;

    /// <summary>The longest wait, by default 30 s.</summary>
    public TimeSpan MaxDelay
    {
        get;
        init => field = Require.NotNegative(value);
    } = TimeSpan.FromSeconds(30);

    /// <summary>Which part of each wait is left to chance, from 0 to 1, by default 0.5: so those that failed together do not try again together.</summary>
    public double Jitter
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Jitter), value, "Jitter must be between 0 and 1.");
    } = 0.5;

    /// <summary>The wait after a number of attempts that have failed.</summary>
    internal TimeSpan WaitAfter(int failures, Random random)
    {
        var growth = Math.Pow(Factor, Math.Min(failures - 1, 64));
        var longest = growth >= MaxDelay / Delay ? MaxDelay : Delay * growth;
#pragma warning disable CA5394 // Jitter is no secret.
        return longest * (1 - (Jitter * random.NextDouble()));
#pragma warning restore CA5394
    }
}
