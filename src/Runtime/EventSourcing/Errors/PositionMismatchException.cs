namespace EventSourcing;

/// <summary>A position of one store was used with, or compared to one of, another store.</summary>
public sealed class PositionMismatchException : EventSourcingException
{
    /// <summary>Reports a position of another store.</summary>
    /// <param name="position">The position.</param>
    /// <param name="storeId">The id of the store that it was used with.</param>
    public PositionMismatchException(GlobalPosition position, Guid storeId)
        : base($"Position {position} belongs to the store {position.StoreId} and means nothing to the store {storeId}. "
            + "A checkpoint must be read with the store that it was written for: check the connection string, or translate the checkpoint when events move to another store.")
    {
        Position = position;
        StoreId = storeId;
    }

    /// <summary>The position.</summary>
    public GlobalPosition Position { get; }

    /// <summary>The id of the store that it was used with.</summary>
    public Guid StoreId { get; }
}
