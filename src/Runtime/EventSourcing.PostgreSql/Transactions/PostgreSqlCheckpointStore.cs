using EventSourcing.Storage;

namespace EventSourcing.PostgreSql;

/// <summary>The checkpoints in a schema.</summary>
/// <param name="database">The database; the event store's to dispose.</param>
/// <param name="throwIfDisposed">Refuses to go on after the event store was disposed of.</param>
internal sealed class PostgreSqlCheckpointStore(PostgreSqlDatabase database, Action throwIfDisposed) : ICheckpointStore
{
    public async ValueTask<Checkpoint?> FindAsync(string subscription, int partition = 0, CancellationToken cancellationToken = default)
    {
        throwIfDisposed();
        CheckpointRequest.Require(subscription, partition);
        var info = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        var found = await database.AskAsync(
            "Reading a checkpoint",
            tenant: null,
            (database.Names, info.StoreId, subscription, partition),
            static (batch, q) => PostgreSqlCheckpoints.Find(batch, q.Names, q.subscription, q.partition),
            static (reader, q, token) => PostgreSqlCheckpoints.ReadAsync(reader, q.StoreId, token),
            cancellationToken).ConfigureAwait(false);
        return found.SingleOrDefault();
    }

    public async ValueTask<IReadOnlyList<Checkpoint>> ListAsync(string? subscription = null, CancellationToken cancellationToken = default)
    {
        throwIfDisposed();
        if (subscription is not null) CheckpointRequest.Require(subscription, partition: 0);
        var info = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await database.AskAsync(
            "Reading checkpoints",
            tenant: null,
            (database.Names, info.StoreId, subscription),
            static (batch, q) => PostgreSqlCheckpoints.List(batch, q.Names, q.subscription),
            static (reader, q, token) => PostgreSqlCheckpoints.ReadAsync(reader, q.StoreId, token),
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<int> RemoveAsync(string subscription, CancellationToken cancellationToken = default)
    {
        throwIfDisposed();
        CheckpointRequest.Require(subscription, partition: 0);
        await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await database.AskAsync(
            $"Removing the checkpoints of '{subscription}'",
            tenant: null,
            (database.Names, subscription),
            static (batch, q) => PostgreSqlCheckpoints.Remove(batch, q.Names, q.subscription),
            static async (reader, _, token) => await reader.ReadAsync(token).ConfigureAwait(false) ? (int)reader.GetInt64(0) : 0,
            cancellationToken).ConfigureAwait(false);
    }
}
