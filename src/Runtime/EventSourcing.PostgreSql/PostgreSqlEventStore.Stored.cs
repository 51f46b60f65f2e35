using EventSourcing.PostgreSql;
using EventSourcing.Storage;

namespace EventSourcing;

/// <content>Events as they are stored.</content>
public sealed partial class PostgreSqlEventStore : IStoredEventSource
{
    /// <inheritdoc/>
    public async ValueTask<StoredEvent?> FindStoredAsync(StreamId stream, long version, CancellationToken cancellationToken = default)
    {
        PreparedAppend.RequireNamed(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        var readers = await ReadersAsync(cancellationToken).ConfigureAwait(false);
        return await readers.Lookup.FindStoredAsync(PostgreSqlScope.TenantOf(readers.Info), stream, version, cancellationToken).ConfigureAwait(false);
    }
}
