namespace EventSourcing;

/// <summary>A stream is not at the version that an append expected. Nothing was stored.</summary>
public sealed class ConcurrencyException : EventSourcingException
{
    /// <summary>Reports a conflict.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="expected">What the append expected.</param>
    /// <param name="actual">The stream's version; 0 for an absent one.</param>
    public ConcurrencyException(StreamId stream, ExpectedVersion expected, long actual)
        : base($"The append to stream '{stream}' expected {expected.Describe()}, but the stream {(actual == 0 ? "does not exist" : $"is at version {actual}")}. "
            + Advise(expected, actual))
    {
        Stream = stream;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }

    /// <summary>What the append expected.</summary>
    public ExpectedVersion Expected { get; }

    /// <summary>The stream's version when the append was refused; 0 for an absent stream.</summary>
    public long Actual { get; }

    private static string Advise(ExpectedVersion expected, long actual) =>
        expected.IsStreamExists || expected.Version > actual
            ? "Nobody else's append explains that: check the stream id and the expected version, and that this is the store that the version was read from."
            : "Somebody else appended meanwhile: load the aggregate again, decide again and save. AggregateRepository.ExecuteAsync does that by itself.";
}
