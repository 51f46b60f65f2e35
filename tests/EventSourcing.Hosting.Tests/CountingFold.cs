using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing.Hosting.Tests;

/// <summary>Counts the events of a stream.</summary>
internal sealed class CountingFold : EventFold
{
    private long _next = 1;

    public override long NextVersion => _next;

    public override long LastVersion => long.MaxValue;

    public override bool UsesMetadata => false;

    public override bool Apply(long version, EventParts events, EventMetadata? metadata)
    {
        _next = version + 1;
        return true;
    }
}
