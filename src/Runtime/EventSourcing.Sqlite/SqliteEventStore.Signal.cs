using EventSourcing.Sqlite;
using EventSourcing.Storage;

namespace EventSourcing;

/// <content>Waiting for news of the feed.</content>
public sealed partial class SqliteEventStore : IFeedSignal
{
    /// <inheritdoc/>
    /// <remarks>What this store appends ends the waiting at once; what others append to the file is found every <see cref="SqliteEventStoreOptions.FeedPollInterval"/>.</remarks>
    public async ValueTask WaitAsync(GlobalPosition? after, TimeSpan atMost, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        FeedPulse.RequireLimit(atMost);
        await _file.OpenAsync(cancellationToken).ConfigureAwait(false);
        RequireOwn(after);
        await _pulse.WaitAsync(
            static (q, token) => q.Self.HasNewsAsync(q.Position, token),
            (Self: this, Position: after?.Value ?? 0),
            atMost,
            _options.FeedPollInterval,
            _options.TimeProvider,
            cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<bool> HasNewsAsync(long position, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        return _file.ReadAsync("Waiting for news of the feed", position, static (session, position) => SqliteEventReader.Head(session) > position, cancellationToken);
    }
}
