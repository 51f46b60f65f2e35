using EventSourcing.Storage;

namespace EventSourcing.PostgreSql;

/// <summary>What users are told about appends that are not stored.</summary>
internal static class AppendErrors
{
    /// <summary>Why the server has refused an append.</summary>
    public static EventSourcingException Of(AppendOutcome outcome, PreparedAppend append) => outcome.Status switch
    {
        AppendStatus.Archived => append.RefusalAt(outcome.Version, StreamState.Archived)!,
        AppendStatus.Tombstoned => append.RefusalAt(outcome.Version, StreamState.Tombstoned)!,
        _ => new ConcurrencyException(append.Stream, append.Expected, outcome.Version),
    };

    /// <summary>Why an append could not be sent, or what happened to it there.</summary>
    public static EventStoreException Of(AppendFailure failure, StreamId stream) => PostgreSqlErrors.Translate(failure.Cause, $"The append to stream '{stream}'", failure.OutcomeUnknown);

    /// <summary>The same of an append to several streams.</summary>
    public static EventStoreException Of(AppendFailure failure, PreparedAtomicAppend append) => append.Appends is [var single]
        ? Of(failure, single.Stream)
        : PostgreSqlErrors.Translate(failure.Cause, $"The append to {append.Appends.Count} streams, the first of them '{append.Appends[0].Stream}',", failure.OutcomeUnknown);

    /// <summary>Those of the stored events that have an id of one append.</summary>
    public static List<StoredEvent> Matching(PreparedAppend append, Dictionary<Guid, StoredEvent> stored)
    {
        var matching = new List<StoredEvent>();
        foreach (var @event in append.EventSpan)
        {
            if (stored.TryGetValue(@event.Metadata.EventId, out var there)) matching.Add(there);
        }

        return matching;
    }
}
