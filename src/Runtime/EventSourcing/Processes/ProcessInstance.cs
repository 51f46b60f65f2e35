namespace EventSourcing;

/// <summary>What the store knows of one instance of a process, beside its state.</summary>
public sealed record ProcessInstance
{
    /// <summary>The name of the process.</summary>
    public required string Process { get; init; }

    /// <summary>Which instance it is: what its events share.</summary>
    public required string Key { get; init; }

    /// <summary>Whether it still acts.</summary>
    public required ProcessStatus Status { get; init; }

    /// <summary>When the event occurred that started it.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the event occurred with which it ended; <see langword="null"/> while it is active.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>How many events it has handled since it was started.</summary>
    public long HandledEvents { get; init; }

    /// <summary>How many events came for it after it had ended, and were passed over.</summary>
    public long IgnoredEvents { get; init; }

    /// <summary>The id of the event that it handled last.</summary>
    public Guid LastEventId { get; init; }

    /// <summary>Counts its changes, from 1.</summary>
    public long RowVersion { get; init; }
}
