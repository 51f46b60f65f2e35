namespace EventSourcing;

/// <summary>How the timeouts of all process managers of a store stand, on whatever node they elapse.</summary>
public sealed record ProcessTimeoutsStatus
{
    /// <summary>How many timeouts are set and not yet due.</summary>
    public required long Waiting { get; init; }

    /// <summary>How many are due and have not elapsed.</summary>
    public required long Overdue { get; init; }

    /// <summary>For how long the oldest of those has been due; zero where there is none.</summary>
    public required TimeSpan OverdueFor { get; init; }

    /// <summary>How many of those have an event that could not be appended: <see cref="ProcessTimeout.Error"/> says why.</summary>
    public required long Failed { get; init; }
}
