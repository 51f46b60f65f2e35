namespace EventSourcing;

/// <summary>What a <see cref="UnitOfWork"/> needs of an aggregate, whatever the type of its id is.</summary>
internal interface IUncommittedEvents
{
    /// <summary>The stream; <see langword="null"/> for an aggregate that no repository has made.</summary>
    StreamId? Stream { get; }

    /// <summary>The version, with the events that are not saved.</summary>
    long Version { get; }

    /// <summary>How many events are not saved.</summary>
    int UncommittedCount { get; }

    /// <summary>The events to save, as they are now; throws where they must not be saved.</summary>
    NewEvent[] TakeUncommitted();

    /// <summary>The first <paramref name="count"/> of them are stored.</summary>
    void Committed(int count);
}
