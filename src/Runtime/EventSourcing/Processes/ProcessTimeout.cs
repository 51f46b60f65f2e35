namespace EventSourcing;

/// <summary>A timeout that an instance of a process has set, and that has been neither cancelled nor handled.</summary>
public sealed record ProcessTimeout
{
    /// <summary>The name of the process.</summary>
    public required string Process { get; init; }

    /// <summary>Which instance of it.</summary>
    public required string Key { get; init; }

    /// <summary>The timeout's name, unique within the instance.</summary>
    public required string Name { get; init; }

    /// <summary>When it elapses.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The id that its event has, or will have.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The stored name of its event.</summary>
    public required string EventName { get; init; }

    /// <summary>The stored version of the event's shape, from 1.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Whether it has elapsed: its event is appended, and not yet handled.</summary>
    public bool HasElapsed { get; init; }

    /// <summary>Why its event could not be appended when it was due; <see langword="null"/> where nothing has failed. It is tried again.</summary>
    public string? Error { get; init; }

    /// <summary>The event's payload: JSON in UTF-8.</summary>
    internal byte[] Payload { get; init; } = [];

    /// <summary>The id of the event whose handler set it.</summary>
    public required Guid CausationId { get; init; }

    /// <summary>The conversation to which it belongs.</summary>
    public required Guid CorrelationId { get; init; }

    /// <summary>The tenant, or <see langword="null"/>.</summary>
    public string? Tenant { get; init; }

    /// <summary>Counts its changes, from 1.</summary>
    public long RowVersion { get; init; }
}
