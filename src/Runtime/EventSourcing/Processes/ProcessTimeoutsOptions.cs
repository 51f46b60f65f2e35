namespace EventSourcing;

/// <summary>How <see cref="ProcessTimeouts"/> goes about its work. Checked as it is made.</summary>
public sealed record ProcessTimeoutsOptions
{
    /// <summary>The defaults.</summary>
    public static ProcessTimeoutsOptions Default { get; } = new();

    /// <summary>The clock that says what is due; by default the system's.</summary>
    public TimeProvider TimeProvider
    {
        get;
        init => field = Require.NotNull(value);
    } = TimeProvider.System;

    /// <summary>How long it waits at most before it looks again what is due, by default 1 s. What is due before that is known, and not waited for longer.</summary>
    public TimeSpan PollInterval
    {
        get;
        init => field = Require.Positive(value);
    } = TimeSpan.FromSeconds(1);

    /// <summary>The lock by which the nodes of a program agree on one that looks for what is due, by default <c>process-timeouts</c>.</summary>
    public string LockName
    {
        get;
        init => field = value is { Length: >= 1 and <= 200 } && !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new ArgumentException($"A lock's name has 1 to 200 characters; '{value}' cannot be one.", nameof(LockName));
    } = "process-timeouts";
}
