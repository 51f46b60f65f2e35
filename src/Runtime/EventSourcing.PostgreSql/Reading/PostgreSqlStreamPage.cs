using System.Runtime.ExceptionServices;

namespace EventSourcing.PostgreSql;

/// <summary>A part of a stream that was read.</summary>
internal sealed class PostgreSqlStreamPage
{
    /// <summary>The events, in the order in which they are given. Those that a stored one has become follow each other.</summary>
    public List<RecordedEvent> Events { get; } = [];

    /// <summary>How many stored events the page has.</summary>
    public int Rows { get; set; }

    /// <summary>How many of them have become something, or are given though they have not.</summary>
    public int Given { get; set; }

    /// <summary>The version of the last one.</summary>
    public long LastVersion { get; set; }

    /// <summary>Why the event after the last one cannot be given; those before it are given first.</summary>
    public ExceptionDispatchInfo? Fault { get; set; }

    /// <summary>Whether the server had no more rows than these.</summary>
    public bool IsLast { get; set; }

    /// <summary>The number of an event type that has to be learned before the next event can be read.</summary>
    public int? UnknownType { get; set; }
}
