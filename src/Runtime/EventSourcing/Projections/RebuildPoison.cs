using EventSourcing.Subscriptions;

namespace EventSourcing.Projections;

/// <summary>An event that cannot be read.</summary>
/// <param name="Position">Its place in the feed.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its version in the stream.</param>
/// <param name="EventName">Its name, as the error says.</param>
/// <param name="SchemaVersion">The version of its shape, as the error says; 0 where that says nothing.</param>
/// <param name="Error">Why it cannot be read.</param>
internal sealed record RebuildPoison(GlobalPosition Position, StreamId Stream, long Version, string EventName, int SchemaVersion, Exception Error)
{
    /// <summary>Its key, as far as that can be told: a key that is made of what is in an event cannot.</summary>
    public string Key { get; } = Stream.ToString();

    /// <summary>The event that an error tells of.</summary>
    public static RebuildPoison At(GlobalPosition position, Exception error)
    {
        var (stream, version, name, schemaVersion) = PoisonLocator.Identify(error)!.Value;
        return new RebuildPoison(position, stream, version, name, schemaVersion, error);
    }
}
