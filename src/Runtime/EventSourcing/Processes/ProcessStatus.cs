namespace EventSourcing;

/// <summary>Whether an instance of a process still acts.</summary>
public enum ProcessStatus
{
    /// <summary>It handles its events.</summary>
    Active,

    /// <summary>It has come to its end: later events are passed over and counted.</summary>
    Completed,
}
