using EventSourcing.PostgreSql;
using EventSourcing.Storage;

namespace EventSourcing;

/// <content>What operators do with single streams.</content>
/// <remarks>Truncating and tombstoning need the right to delete; see <see cref="PostgreSqlSchema"/>. Nothing else of the store does.</remarks>
public sealed partial class PostgreSqlEventStore : IStreamMaintenance
{
    private PostgreSqlMaintenance Maintenance => field ??= new PostgreSqlMaintenance(_database);

    /// <inheritdoc/>
    public ValueTask<StreamState> GetStateAsync(StreamId stream, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        return Maintenance.GetStateAsync(stream, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ArchiveAsync(StreamId stream, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        await Maintenance.SetStateAsync("Archiving", stream, StreamState.Archived, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask RestoreAsync(StreamId stream, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        await Maintenance.SetStateAsync("Restoring", stream, StreamState.Active, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// One transaction, however many events there are: others never see a half. Until it ends, appends to the stream wait for it. A vacuum makes room of what was removed.
    /// </remarks>
    public ValueTask<long> TruncateAsync(StreamId stream, long beforeVersion, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        StreamStatus.RequireVersion(beforeVersion);
        return Maintenance.TruncateAsync(stream, beforeVersion, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>As for <see cref="TruncateAsync"/>. The stream's row stays, so that its id is never used again.</remarks>
    public ValueTask<long> TombstoneAsync(StreamId stream, ExpectedVersion expected, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        StreamStatus.RequireSpecified(stream, expected);
        return Maintenance.TombstoneAsync(stream, expected, cancellationToken);
    }
}
