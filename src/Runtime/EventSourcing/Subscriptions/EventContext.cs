using System.Data.Common;

namespace EventSourcing;

/// <summary>What a handler may ask about the event that it handles, and about the delivery.</summary>
public readonly struct EventContext
{
    private readonly Delivery? _delivery;

    /// <summary>Makes a context. Called by what delivers.</summary>
    /// <param name="event">The event.</param>
    /// <param name="delivery">What all events of a delivery share.</param>
    /// <param name="attempt">Which attempt this is, from 1.</param>
    public EventContext(RecordedEvent @event, Delivery delivery, int attempt = 1)
    {
        ArgumentNullException.ThrowIfNull(@event);
        ArgumentNullException.ThrowIfNull(delivery);
        Event = @event;
        _delivery = delivery;
        Attempt = attempt;
    }

    /// <summary>The event with its envelope.</summary>
    public RecordedEvent Event { get; }

    /// <summary>What is known beside the business data.</summary>
    public EventMetadata Metadata => Event.Metadata;

    /// <summary>The stream that holds the event.</summary>
    public StreamId Stream => Event.Stream;

    /// <summary>The event's place in its stream, from 1.</summary>
    public long Version => Event.Version;

    /// <summary>The event's place in the global feed.</summary>
    public GlobalPosition Position => Event.Position;

    /// <summary>Which attempt to handle the event this is, from 1.</summary>
    public int Attempt { get; }

    /// <summary>The name of the subscription or projection that handles it.</summary>
    public string Subscription => Delivered.Subscription;

    /// <summary>Whether history is handled again, to build or rebuild what is derived from it: what reaches out of the store must not be done again.</summary>
    public bool IsRebuild => Delivered.IsRebuild;

    /// <summary>
    /// The transaction of the store in which the event is handled: rows, the checkpoint and what is written through <see cref="IStoreTransaction.Connection"/> are committed together.
    /// </summary>
    /// <exception cref="InvalidOperationException">The event is handled outside a transaction: live, or by a handler that asked for none.</exception>
    public IStoreTransaction Transaction => Delivered.Transaction ?? throw new InvalidOperationException(
        $"The subscription '{Subscription}' handles {Event.Stream}@{Event.Version} without a transaction of the store: it runs live. Handle what needs one in an asynchronous or inline projection.");

    /// <summary>The connection of <see cref="Transaction"/>, for SQL of your own.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction, or the store keeps its data in memory and has no connection.</exception>
    public DbConnection Connection => Transaction.Connection ?? throw new InvalidOperationException(
        $"The subscription '{Subscription}' asks for a database connection, and its store keeps everything in memory. Use read models, which every store has, or a store with a database.");

    private Delivery Delivered => _delivery ?? throw new InvalidOperationException("This EventContext was not made by a delivery.");
}
