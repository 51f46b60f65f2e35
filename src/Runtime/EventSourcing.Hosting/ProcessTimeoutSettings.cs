namespace EventSourcing;

/// <summary>What configuration may change of the timeouts of process managers without a new build. What is <see langword="null"/> stays as <see cref="ProcessTimeoutsOptions"/> has it.</summary>
public sealed class ProcessTimeoutSettings
{
    /// <summary>Whether timeouts may elapse in this process, by default they may. They elapse in one process at a time, whichever runs the process managers.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>As <see cref="ProcessTimeoutsOptions.PollInterval"/>: greater than zero.</summary>
    public TimeSpan? PollInterval { get; set; }

    /// <summary>As <see cref="ProcessTimeoutsOptions.LockName"/>: 1 to 200 characters, the same in all processes of the program.</summary>
    public string? LockName { get; set; }

    /// <summary>The options with these settings.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal ProcessTimeoutsOptions Apply(ProcessTimeoutsOptions options) => options with
    {
        PollInterval = PollInterval ?? options.PollInterval,
        LockName = LockName ?? options.LockName,
    };
}
