using System.Collections.Generic;

namespace EventSourcing.Analyzers.Members;

/// <summary>The names of members that say again what the envelope of every event says.</summary>
internal static class MetadataNames
{
    private const string Identity = "every event has an id there, made when it is raised; remove the member";
    private const string OccurredAt = "it is EventMetadata.OccurredAt there; remove the member, or name it after the business date that it is";
    private const string RecordedAt = "it is RecordedEvent.RecordedAt there; remove the member";
    private const string Correlation = "it is EventMetadata.CorrelationId there; remove the member";
    private const string Causation = "it is EventMetadata.CausationId there; remove the member";
    private const string Trace = "it is EventMetadata.TraceParent there; remove the member";
    private const string Stream = "the stream that an event is in says it; remove the member, or name it after what it identifies";
    private const string Version = "it is RecordedEvent.Version there; remove the member";
    private const string Position = "it is RecordedEvent.Position there; remove the member";
    private const string Name = "an event has its name and schema version from [DomainEvent]; remove the member";

    // Version, Id, UserId, TenantId and CreatedAt are not here: they are as often about the business as not.
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EventId"] = Identity,
        ["EventGuid"] = Identity,
        ["EventUuid"] = Identity,
        ["DomainEventId"] = Identity,
        ["OccurredAt"] = OccurredAt,
        ["OccurredOn"] = OccurredAt,
        ["OccuredAt"] = OccurredAt,
        ["OccuredOn"] = OccurredAt,
        ["Occurred"] = OccurredAt,
        ["OccurredDate"] = OccurredAt,
        ["OccurredTime"] = OccurredAt,
        ["DateOccurred"] = OccurredAt,
        ["TimeOccurred"] = OccurredAt,
        ["WhenOccurred"] = OccurredAt,
        ["DateTimeOccurred"] = OccurredAt,
        ["DateTimeEventOccurred"] = OccurredAt,
        ["EventOccurredAt"] = OccurredAt,
        ["EventOccurredOn"] = OccurredAt,
        ["EventTimestamp"] = OccurredAt,
        ["EventCreatedAt"] = OccurredAt,
        ["RaisedAt"] = OccurredAt,
        ["RaisedOn"] = OccurredAt,
        ["Timestamp"] = OccurredAt,
        ["RecordedAt"] = RecordedAt,
        ["RecordedOn"] = RecordedAt,
        ["CorrelationId"] = Correlation,
        ["CausationId"] = Causation,
        ["CausedBy"] = Causation,
        ["CausedById"] = Causation,
        ["TraceParent"] = Trace,
        ["TraceState"] = Trace,
        ["TraceId"] = Trace,
        ["SpanId"] = Trace,
        ["StreamId"] = Stream,
        ["StreamName"] = Stream,
        ["StreamKey"] = Stream,
        ["AggregateId"] = Stream,
        ["AggregateRootId"] = Stream,
        ["AggregateType"] = Stream,
        ["StreamVersion"] = Version,
        ["StreamRevision"] = Version,
        ["AggregateVersion"] = Version,
        ["AggregateRootVersion"] = Version,
        ["GlobalPosition"] = Position,
        ["GlobalSequence"] = Position,
        ["EventVersion"] = Name,
        ["SchemaVersion"] = Name,
    };

    /// <summary>Where the metadata has it and what to do, or <see langword="null"/> for every other name.</summary>
    public static string? AdviceFor(string name)
    {
        if (Known.TryGetValue(name, out var advice)) return advice;
        if (name.EndsWith("Utc", StringComparison.OrdinalIgnoreCase)) return Known.TryGetValue(name.Substring(0, name.Length - 3), out advice) ? advice : null;
        return name.StartsWith("Utc", StringComparison.OrdinalIgnoreCase) && Known.TryGetValue(name.Substring(3), out advice) ? advice : null;
    }

    /// <summary>What to do about a name that the project lists itself.</summary>
    public const string AdviceForListed = "the project says so; remove the member";
}
