using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing.Testing.Stores;

/// <summary>A fold that keeps what is applied to it.</summary>
internal sealed class RecordingFold(bool usesMetadata = true, long from = 1, long to = long.MaxValue, Func<long, bool>? takes = null) : EventFold
{
    public List<(long Version, object Event, EventMetadata? Metadata)> Applied { get; } = [];

    /// <summary>The versions that were applied, those without any event included.</summary>
    public List<long> Versions { get; } = [];

    public override long NextVersion => Versions.Count == 0 ? from : Versions[^1] + 1;

    public override long LastVersion => to;

    public override bool UsesMetadata => usesMetadata;

    public override bool Apply(long version, EventParts events, EventMetadata? metadata)
    {
        if (takes is not null && !takes(version)) return false;
        Versions.Add(version);
        for (var i = 0; i < events.Count; i++) Applied.Add((version, events[i], metadata));
        return true;
    }
}
