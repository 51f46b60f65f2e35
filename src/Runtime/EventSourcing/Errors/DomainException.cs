namespace EventSourcing;

/// <summary>A command was refused by a rule of the domain. Thrown by aggregates, never by the framework.</summary>
public class DomainException : EventSourcingException
{
    /// <summary>Refuses a command.</summary>
    /// <param name="message">Why, in the words of the domain.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public DomainException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
