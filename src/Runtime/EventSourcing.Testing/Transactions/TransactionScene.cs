using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Transactions;

/// <summary>What the rules do in transactions again and again.</summary>
internal static class TransactionScene
{
    /// <summary>Does something in a transaction, and commits it.</summary>
    public static async Task<T> CommitAsync<T>(this StoreScene scene, Func<IStoreTransaction, Task<T>> work)
    {
        var transaction = await scene.Transactional.BeginTransactionAsync().ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        var result = await work(transaction).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        return result;
    }

    /// <summary>Does something in a transaction, and undoes it.</summary>
    public static async Task<T> UndoAsync<T>(this StoreScene scene, Func<IStoreTransaction, Task<T>> work)
    {
        var transaction = await scene.Transactional.BeginTransactionAsync().ConfigureAwait(false);
        await using var t = transaction.ConfigureAwait(false);
        return await work(transaction).ConfigureAwait(false);
    }

    public static Task<AppendResult> NoteAsync(this IStoreTransaction transaction, StreamId stream, params NewEvent[] events) =>
        transaction.AppendAsync(stream, ExpectedVersion.Any, events).AsTask();

    /// <summary>What the rules compare of events.</summary>
    public static IEnumerable<(StreamId Stream, long Version, GlobalPosition Position, string Name, int SchemaVersion, DateTimeOffset RecordedAt, object Data, EventMetadata Metadata)> Whole(IEnumerable<RecordedEvent> events) =>
        events.Select(e => (e.Stream, e.Version, e.Position, e.Name, e.SchemaVersion, e.RecordedAt, e.Data, e.Metadata));
}
