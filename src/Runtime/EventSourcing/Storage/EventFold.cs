using EventSourcing.Serialization;

namespace EventSourcing.Storage;

/// <summary>What a stream's events are applied to, one after the other. For authors of stores; see <see cref="IEventReplaySource"/>.</summary>
public abstract class EventFold
{
    /// <summary>The version of the event that is applied next, from 1. It goes on with <see cref="Apply"/>, so that a store can take up again where it stopped.</summary>
    public abstract long NextVersion { get; }

    /// <summary>The version of the last event that is wanted; <see cref="long.MaxValue"/> for all.</summary>
    public abstract long LastVersion { get; }

    /// <summary>Whether <see cref="Apply"/> looks at metadata; where not, a store need not read them.</summary>
    public abstract bool UsesMetadata { get; }

    /// <summary>Applies a stored event: all that upcasters have made of it, under its one version.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="events">The event; none or several where upcasters say so. With none, the version counts all the same.</param>
    /// <param name="metadata">Its metadata; <see langword="null"/> only where <see cref="UsesMetadata"/> is <see langword="false"/>.</param>
    /// <returns><see langword="false"/> to end the replay before this event.</returns>
    public abstract bool Apply(long version, EventParts events, EventMetadata? metadata);
}
