namespace EventSourcing;

/// <summary>A subscription cannot go on; the message and the inner exception say why. It stands before what it has not handled, and can be started again.</summary>
public sealed class SubscriptionException : EventSourcingException
{
    /// <summary>Reports that a subscription has ended.</summary>
    /// <param name="message">What failed, and what to do.</param>
    /// <param name="subscription">The subscription's name.</param>
    /// <param name="partition">The partition, from 0.</param>
    /// <param name="position">The place of the event that it stands before; <see langword="null"/> where it is not one event's failure.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public SubscriptionException(string message, string subscription, int partition, GlobalPosition? position, Exception? innerException = null)
        : base(message, innerException)
    {
        Subscription = subscription;
        Partition = partition;
        Position = position;
    }

    /// <summary>The subscription's name.</summary>
    public string Subscription { get; }

    /// <summary>The partition, from 0.</summary>
    public int Partition { get; }

    /// <summary>The place of the event that it stands before; <see langword="null"/> where it is not one event's failure.</summary>
    public GlobalPosition? Position { get; }
}
