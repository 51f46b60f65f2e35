using EventSourcing.Storage;

namespace EventSourcing.Sqlite;

/// <content>Streams within the transaction, with what it has appended itself.</content>
internal sealed partial class SqliteStoreTransaction : IEventReplaySource
{
    public ValueTask ReplayAsync(StreamId stream, EventFold fold, CancellationToken cancellationToken = default) =>
        SqliteEventStore.Meter.ReplayAsync(stream, fold, this, static (transaction, stream, fold, token) => transaction.Replay(stream, fold, token), cancellationToken);

    private ValueTask Replay(StreamId stream, EventFold fold, CancellationToken cancellationToken)
    {
        using var use = Use();
        for (var replay = replays(stream, fold); !replay.IsDone;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Do("Replaying a stream", replay, static (session, replay) => replay.Next(session))) throw SqliteErrors.Missing(file.Sessions.File, stream, fold.NextVersion);
        }

        return ValueTask.CompletedTask;
    }
}
