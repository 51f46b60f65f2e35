using EventSourcing.Storage;

namespace EventSourcing;

/// <content>Appends to several streams, and conditions.</content>
public sealed partial class InMemoryEventStore : IAtomicEventStore
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, AppendCondition? condition = null, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        var append = PreparedAtomicAppend.Create(_serializer, appends, condition);
        append.RequireStore(_history.StoreId);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<IReadOnlyList<AppendResult>>(cancellationToken);
        return Meter.AppendAsync(append, this, static (store, append, token) => store.Write(append, static (history, append, recordedAt) => history.Append(append, recordedAt), token), cancellationToken);
    }
}
