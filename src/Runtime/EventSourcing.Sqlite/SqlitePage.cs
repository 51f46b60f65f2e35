using System.Runtime.ExceptionServices;

namespace EventSourcing.Sqlite;

/// <summary>A part of a reading.</summary>
/// <param name="capacity">How many events it may have.</param>
internal sealed class SqlitePage(int capacity)
{
    public List<RecordedEvent> Events { get; } = new(capacity);

    /// <summary>How many stored events they are: upcasters may make several of one.</summary>
    public int Given { get; set; }

    /// <summary>How many rows were read, those included that upcasters leave nothing of.</summary>
    public int Rows { get; set; }

    /// <summary>The version of the last row that was read; 0 where there was none.</summary>
    public long LastVersion { get; set; }

    /// <summary>Why the event after the last one cannot be given; the events before it are given first.</summary>
    public ExceptionDispatchInfo? Fault { get; set; }

    /// <summary>Up to where the feed was looked at.</summary>
    public long ScannedTo { get; set; }
}
