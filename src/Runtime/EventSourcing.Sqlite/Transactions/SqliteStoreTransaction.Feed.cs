using EventSourcing.Storage;
using EventSourcing.Transactions;

namespace EventSourcing.Sqlite;

/// <content>The feed within the transaction.</content>
internal sealed partial class SqliteStoreTransaction : ITransactionFeed
{
    public ValueTask<IReadOnlyList<RecordedEvent>> ReadFeedAsync(GlobalPosition? after, FeedReadOptions options, CancellationToken cancellationToken)
    {
        using var use = Use();
        var filter = FeedFilter.Of(Serializer.Catalog, options);
        filter.Scan?.Begin(after);
        var cursor = Do("Reading the feed", (feed, filter), static (session, q) => q.feed.Open(session, q.filter));
        var (events, position, left) = (new List<RecordedEvent>(), after?.Value ?? 0, filter.Limit);
        while (position < cursor.End && left > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = Do("Reading the feed", (feed, cursor, position, left), static (session, q) => q.feed.Page(session, q.cursor, q.position, q.left));
            page.Fault?.Throw();
            events.AddRange(page.Events);
            position = page.ScannedTo;
            left -= page.Given;
            if (position > 0) filter.Scan?.Advance(feed.Position(position));
        }

        if (position >= cursor.End) filter.Scan?.Complete();
        return ValueTask.FromResult<IReadOnlyList<RecordedEvent>>(events);
    }
}
