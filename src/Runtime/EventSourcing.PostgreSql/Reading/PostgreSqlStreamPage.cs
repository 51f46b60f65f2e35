using System.Runtime.ExceptionServices;
using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing.PostgreSql;

/// <summary>A part of a stream that was read.</summary>
internal sealed class PostgreSqlStreamPage
{
    public List<(EventEnvelope Envelope, EventParts Parts)> Events { get; } = [];

    /// <summary>Why the event after the last one cannot be given; those before it are given first.</summary>
    public ExceptionDispatchInfo? Fault { get; set; }

    /// <summary>Whether the server had no more rows than these.</summary>
    public bool IsLast { get; set; }

    /// <summary>The number of an event type that has to be learned before the next event can be read.</summary>
    public int? UnknownType { get; set; }
}
