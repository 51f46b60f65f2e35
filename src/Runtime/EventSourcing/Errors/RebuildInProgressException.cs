namespace EventSourcing;

/// <summary>A projection is being rebuilt, compared or reset by somebody else.</summary>
public sealed class RebuildInProgressException : EventSourcingException
{
    /// <summary>Reports it.</summary>
    /// <param name="projection">The projection.</param>
    public RebuildInProgressException(ProjectionDescriptor projection)
        : base($"The projection '{projection?.Name}' is being rebuilt, compared or reset by somebody else: the lease 'rebuild:{projection?.Name}' is held. Wait for the end of it; after a crash the lease runs out by itself.") =>
        Projection = projection!.Name;

    /// <summary>The projection's name.</summary>
    public string Projection { get; }
}
