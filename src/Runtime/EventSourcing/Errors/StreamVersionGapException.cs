namespace EventSourcing;

/// <summary>A stream gave an event out of turn: versions must follow each other without gap or repetition.</summary>
public sealed class StreamVersionGapException : EventSourcingException
{
    /// <summary>Reports an event out of turn.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="expected">The version that should have come.</param>
    /// <param name="actual">The version that came.</param>
    public StreamVersionGapException(StreamId stream, long expected, long actual)
        : base($"Stream '{stream}' gave version {actual} where version {expected} should follow. "
            + (actual < expected ? "The event was given twice" : "Events are missing")
            + ": the store or a decorator of it breaks the contract; run the store contract suite against it, and check the stream's rows.")
    {
        Stream = stream;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }

    /// <summary>The version that should have come.</summary>
    public long Expected { get; }

    /// <summary>The version that came.</summary>
    public long Actual { get; }
}
