namespace EventSourcing;

/// <summary>What may be done with a stream.</summary>
public enum StreamState
{
    /// <summary>It takes events. So is every stream, and every stream that does not exist yet.</summary>
    Active,

    /// <summary>It can be read, and takes no more events until it is restored.</summary>
    Archived,

    /// <summary>Its events are gone, and it never takes any again.</summary>
    Tombstoned,
}
