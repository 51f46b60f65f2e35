using EventSourcing.Sqlite;
using EventSourcing.Storage;

namespace EventSourcing;

/// <content>Events as they are stored.</content>
public sealed partial class SqliteEventStore : IStoredEventSource
{
    /// <inheritdoc/>
    public ValueTask<StoredEvent?> FindStoredAsync(StreamId stream, long version, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        PreparedAppend.RequireNamed(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        return _file.ReadAsync("Looking for an event", (_reader, stream, version), static (session, q) => q._reader.FindStored(session, q.stream, q.version), cancellationToken);
    }
}
