using EventSourcing.Storage;

namespace EventSourcing;

/// <content>What operators do with single streams.</content>
public sealed partial class InMemoryEventStore : IStreamMaintenance
{
    /// <inheritdoc/>
    public ValueTask<StreamState> GetStateAsync(StreamId stream, CancellationToken cancellationToken = default)
    {
        PreparedAppend.RequireNamed(stream);
        return Answer(stream, static (history, stream) => history.StatusOf(stream).State, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask ArchiveAsync(StreamId stream, CancellationToken cancellationToken = default) => SetStateAsync(stream, StreamState.Archived, cancellationToken);

    /// <inheritdoc/>
    public ValueTask RestoreAsync(StreamId stream, CancellationToken cancellationToken = default) => SetStateAsync(stream, StreamState.Active, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> TruncateAsync(StreamId stream, long beforeVersion, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        StreamStatus.RequireVersion(beforeVersion);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<long>(cancellationToken);
        return Change((stream, beforeVersion), static (history, q) => history.Truncate(q.stream, q.beforeVersion), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> TombstoneAsync(StreamId stream, ExpectedVersion expected, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        StreamStatus.RequireSpecified(stream, expected);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<long>(cancellationToken);
        return Change((stream, expected), static (history, q) => history.Tombstone(q.stream, q.expected), cancellationToken);
    }

    private async ValueTask SetStateAsync(StreamId stream, StreamState state, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        cancellationToken.ThrowIfCancellationRequested();
        await Change((stream, state), static (history, q) => history.SetState(q.stream, q.state), cancellationToken).ConfigureAwait(false);
    }
}
