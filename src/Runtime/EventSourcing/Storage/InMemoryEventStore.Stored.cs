using EventSourcing.Storage;

namespace EventSourcing;

/// <content>Events as they are stored.</content>
public sealed partial class InMemoryEventStore : IStoredEventSource
{
    /// <inheritdoc/>
    public ValueTask<StoredEvent?> FindStoredAsync(StreamId stream, long version, CancellationToken cancellationToken = default)
    {
        PreparedAppend.RequireNamed(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        return Answer(
            (stream, version),
            static (history, q) =>
                StreamRange.Of(new StreamReadOptions { FromVersion = q.version, ToVersion = q.version }, history.StatusOf(q.stream).Version) is { IsEmpty: false } range
                && history.Page(q.stream, range, 1) is [{ } stored] && stored.Version == q.version ? stored : null,
            cancellationToken);
    }
}
