namespace EventSourcing.Storage;

/// <summary>How a store finds a stream, and what an operator may do with it then. For authors of stores: with it every <see cref="IStreamMaintenance"/> refuses the same things.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">Its version; 0 for an absent or tombstoned stream.</param>
/// <param name="State">Its state.</param>
public readonly record struct StreamStatus(StreamId Stream, long Version, StreamState State)
{
    /// <summary>Refuses to archive or restore a stream that holds nothing.</summary>
    /// <exception cref="StreamClosedException">It is tombstoned.</exception>
    /// <exception cref="StreamNotFoundException">It has no events.</exception>
    public void RequirePresent()
    {
        if (State == StreamState.Tombstoned) throw new StreamClosedException(Stream, State);
        if (Version == 0) throw new StreamNotFoundException(Stream);
    }

    /// <summary>Refuses to remove what lies before a version, where that is not possible.</summary>
    /// <param name="beforeVersion">The lowest version that is to be kept.</param>
    /// <exception cref="StreamClosedException">It is tombstoned.</exception>
    /// <exception cref="StreamNotFoundException">It has no events.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="beforeVersion"/> is greater than the stream's version.</exception>
    public void RequireTruncatable(long beforeVersion)
    {
        RequirePresent();
        if (beforeVersion > Version)
        {
            throw new ArgumentOutOfRangeException(
                nameof(beforeVersion),
                beforeVersion,
                $"Stream '{Stream}' is at version {Version}, and its last event is not removed by truncating: keep at least version {Version}, or tombstone the stream.");
        }
    }

    /// <summary>Decides whether all events of the stream may be removed.</summary>
    /// <param name="expected">What the stream's version must be.</param>
    /// <returns><see langword="false"/> where it is tombstoned already, and nothing is left to do.</returns>
    /// <exception cref="ConcurrencyException">It is at another version.</exception>
    /// <exception cref="StreamNotFoundException">It has no events, and <paramref name="expected"/> allows for it.</exception>
    public bool RequireTombstonable(ExpectedVersion expected)
    {
        if (State == StreamState.Tombstoned) return false;
        if (!expected.IsMetBy(Version)) throw new ConcurrencyException(Stream, expected, Version);
        return Version > 0 ? true : throw new StreamNotFoundException(Stream);
    }

    /// <summary>Checks the argument of <see cref="IStreamMaintenance.TruncateAsync"/> that needs no store.</summary>
    /// <param name="beforeVersion">The lowest version that is to be kept.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="beforeVersion"/> is less than 1.</exception>
    public static void RequireVersion(long beforeVersion) => ArgumentOutOfRangeException.ThrowIfLessThan(beforeVersion, 1);

    /// <summary>Checks the argument of <see cref="IStreamMaintenance.TombstoneAsync"/> that needs no store.</summary>
    /// <param name="stream">The stream, for the error.</param>
    /// <param name="expected">What its version must be.</param>
    /// <exception cref="ArgumentException"><paramref name="expected"/> is unspecified.</exception>
    public static void RequireSpecified(StreamId stream, ExpectedVersion expected)
    {
        if (!expected.IsSpecified)
            throw new ArgumentException($"The call does not say which version of stream '{stream}' it expects. Choose ExpectedVersion.Any, StreamExists or Exactly(version).", nameof(expected));
    }
}
