using EventSourcing.Storage;

namespace EventSourcing;

/// <content>Appends to several streams, and conditions.</content>
public sealed partial class SqliteEventStore : IAtomicEventStore
{
    /// <inheritdoc/>
    /// <remarks>Each such append is committed by itself. It takes turns with the appends to single streams, which are committed together.</remarks>
    public ValueTask<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, AppendCondition? condition = null, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        var append = PreparedAtomicAppend.Create(_serializer, appends, condition);
        return Meter.AppendAsync(append, this, static (store, append, token) => store.WriteAsync(append, token), cancellationToken);
    }

    private async ValueTask<IReadOnlyList<AppendResult>> WriteAsync(PreparedAtomicAppend append, CancellationToken cancellationToken)
    {
        await _file.OpenAsync(cancellationToken).ConfigureAwait(false);
        append.RequireStore(_file.StoreId);
        var results = await _file.WriteAsync(
            $"The append to {WhereTo(append)}",
            (_writer, append),
            static (session, q) => q._writer.Write(session, q.append, out _),
            _writer.Ended,
            advice: null,
            cancellationToken).ConfigureAwait(false);
        _pulse.Beat();
        return results;
    }

    private static string WhereTo(PreparedAtomicAppend append) => append.Appends.Count == 1
        ? $"stream '{append.Appends[0].Stream}'"
        : $"stream '{append.Appends[0].Stream}' and {append.Appends.Count - 1} more";
}
