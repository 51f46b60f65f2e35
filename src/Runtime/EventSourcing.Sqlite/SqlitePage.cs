using System.Runtime.ExceptionServices;

namespace EventSourcing.Sqlite;

/// <summary>A part of a reading.</summary>
/// <param name="capacity">How many events it may have.</param>
internal sealed class SqlitePage(int capacity)
{
    public List<RecordedEvent> Events { get; } = new(capacity);

    /// <summary>Why the event after the last one cannot be given; the events before it are given first.</summary>
    public ExceptionDispatchInfo? Fault { get; set; }

    /// <summary>Up to where the feed was looked at.</summary>
    public long ScannedTo { get; set; }
}
