using EventSourcing.Storage;

namespace EventSourcing.Testing.Stores;

/// <summary>A fold that keeps what is applied to it.</summary>
internal sealed class RecordingFold(bool usesMetadata = true, long from = 1, long to = long.MaxValue, Func<long, bool>? takes = null) : EventFold
{
    public List<(long Version, object Event, EventMetadata? Metadata)> Applied { get; } = [];

    public override long NextVersion => Applied.Count == 0 ? from : Applied[^1].Version + 1;

    public override long LastVersion => to;

    public override bool UsesMetadata => usesMetadata;

    public override bool Apply(long version, object @event, EventMetadata? metadata)
    {
        if (takes is not null && !takes(version)) return false;
        Applied.Add((version, @event, metadata));
        return true;
    }
}
