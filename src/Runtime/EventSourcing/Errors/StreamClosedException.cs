namespace EventSourcing;

/// <summary>An append went to a stream that takes no more events: it is archived, or tombstoned. Nothing was stored.</summary>
public sealed class StreamClosedException : EventSourcingException
{
    /// <summary>Reports a closed stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="state">What it is: <see cref="StreamState.Archived"/> or <see cref="StreamState.Tombstoned"/>.</param>
    public StreamClosedException(StreamId stream, StreamState state)
        : base(state == StreamState.Tombstoned
            ? $"Stream '{stream}' was tombstoned: its events are gone, and its id is never used again. Use another key."
            : $"Stream '{stream}' is archived and takes no more events. Restore it with IStreamMaintenance.RestoreAsync, or use another stream.")
    {
        Stream = stream;
        State = state;
    }

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }

    /// <summary>Whether it is archived or tombstoned.</summary>
    public StreamState State { get; }
}
