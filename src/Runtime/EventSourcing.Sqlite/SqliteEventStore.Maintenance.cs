using EventSourcing.Sqlite;
using EventSourcing.Storage;

namespace EventSourcing;

/// <content>What operators do with single streams.</content>
public sealed partial class SqliteEventStore : IStreamMaintenance
{
    /// <inheritdoc/>
    public ValueTask<StreamState> GetStateAsync(StreamId stream, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        return _file.ReadAsync("Asking for the state of a stream", (_streams, stream), static (session, q) => q._streams.Find(session, q.stream).State, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ArchiveAsync(StreamId stream, CancellationToken cancellationToken = default) =>
        await ChangeAsync("Archiving", stream, (stream, StreamState.Archived), SqliteMaintenance.SetState, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask RestoreAsync(StreamId stream, CancellationToken cancellationToken = default) =>
        await ChangeAsync("Restoring", stream, (stream, StreamState.Active), SqliteMaintenance.SetState, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<long> TruncateAsync(StreamId stream, long beforeVersion, CancellationToken cancellationToken = default)
    {
        StreamStatus.RequireVersion(beforeVersion);
        return ChangeAsync("Truncating", stream, (stream, beforeVersion), SqliteMaintenance.Truncate, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> TombstoneAsync(StreamId stream, ExpectedVersion expected, CancellationToken cancellationToken = default)
    {
        StreamStatus.RequireSpecified(stream, expected);
        return ChangeAsync("Tombstoning", stream, (stream, expected), SqliteMaintenance.Tombstone, cancellationToken);
    }

    private ValueTask<long> ChangeAsync<TState>(string work, StreamId stream, TState state, Func<SqliteSession, SqliteStreams, TState, long> change, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        return _file.WriteAsync($"{work} stream '{stream}'", (_streams, state, change), static (session, q) => q.change(session, q._streams, q.state), ended: null, SqliteErrors.UnknownChange, cancellationToken);
    }
}
