namespace EventSourcing;

/// <summary>A store's server or file failed. The message says whether what was asked for may have been done.</summary>
public sealed class EventStoreException : EventSourcingException
{
    /// <summary>Reports a failure of the store.</summary>
    /// <param name="message">What failed, and what to do.</param>
    /// <param name="outcomeUnknown">Whether an append may have been stored all the same.</param>
    /// <param name="isTransient">Whether trying again later may succeed.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public EventStoreException(string message, bool outcomeUnknown, bool isTransient, Exception? innerException = null)
        : base(message, innerException)
    {
        OutcomeUnknown = outcomeUnknown;
        IsTransient = isTransient;
    }

    /// <summary>
    /// Whether an append may have been stored all the same. Send the same events again: appends are idempotent by event id.
    /// </summary>
    public bool OutcomeUnknown { get; }

    /// <summary>Whether trying again later may succeed.</summary>
    public bool IsTransient { get; }
}
