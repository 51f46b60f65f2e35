namespace EventSourcing;

/// <summary>The root of every error that this framework throws, bad arguments and misuse of its objects aside.</summary>
public abstract class EventSourcingException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What failed, with which values, and what to do.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    protected EventSourcingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
