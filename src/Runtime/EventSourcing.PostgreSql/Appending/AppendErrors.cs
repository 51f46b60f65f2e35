using EventSourcing.Storage;

namespace EventSourcing.PostgreSql;

/// <summary>What users are told about appends that are not stored.</summary>
internal static class AppendErrors
{
    /// <summary>Why the server has refused an append.</summary>
    public static EventSourcingException Of(AppendOutcome outcome, PreparedAppend append) => outcome.Status switch
    {
        AppendStatus.Archived => new StreamClosedException(append.Stream, StreamState.Archived),
        AppendStatus.Tombstoned => new StreamClosedException(append.Stream, StreamState.Tombstoned),
        _ => new ConcurrencyException(append.Stream, append.Expected, outcome.Version),
    };

    /// <summary>Why an append could not be sent, or what happened to it there.</summary>
    public static EventStoreException Of(AppendFailure failure, StreamId stream) =>
        PostgreSqlErrors.Translate(failure.Cause, $"The append to stream '{stream}'", failure.OutcomeUnknown);

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
