using EventSourcing.Storage;

namespace EventSourcing.Sqlite;

/// <summary>The checkpoints in a file.</summary>
/// <param name="file">The file; the event store's to close.</param>
/// <param name="throwIfDisposed">Refuses to go on after the event store was disposed of.</param>
internal sealed class SqliteCheckpointStore(SqliteFile file, Action throwIfDisposed) : ICheckpointStore
{
    public ValueTask<Checkpoint?> FindAsync(string subscription, int partition = 0, CancellationToken cancellationToken = default)
    {
        throwIfDisposed();
        CheckpointRequest.Require(subscription, partition);
        return file.ReadAsync("Reading a checkpoint", (file, subscription, partition), static (session, q) => SqliteCheckpoints.Find(session, q.file.StoreId, q.subscription, q.partition), cancellationToken);
    }

    public ValueTask<IReadOnlyList<Checkpoint>> ListAsync(string? subscription = null, CancellationToken cancellationToken = default)
    {
        throwIfDisposed();
        if (subscription is not null) CheckpointRequest.Require(subscription, partition: 0);
        return file.ReadAsync("Reading checkpoints", (file, subscription), static (session, q) => SqliteCheckpoints.List(session, q.file.StoreId, q.subscription), cancellationToken);
    }

    public ValueTask<int> RemoveAsync(string subscription, CancellationToken cancellationToken = default)
    {
        throwIfDisposed();
        CheckpointRequest.Require(subscription, partition: 0);
        return file.WriteAsync($"Removing the checkpoints of '{subscription}'", subscription, SqliteCheckpoints.Remove, ended: null, SqliteErrors.UnknownChange, cancellationToken);
    }
}
