using EventSourcing.Storage;
using EventSourcing.Transactions;

namespace EventSourcing.Sqlite;

/// <content>The feed within the transaction.</content>
internal sealed partial class SqliteStoreTransaction : ITransactionFeed
{
    public IEnumerable<RecordedEvent> ReadFeed(GlobalPosition? after, FeedReadOptions options, CancellationToken cancellationToken)
    {
        var filter = FeedFilter.Of(Serializer.Catalog, options);
        filter.Scan?.Begin(after);
        SqliteFeedCursor cursor;
        using (Use()) cursor = Do("Reading the feed", (feed, filter), static (session, q) => q.feed.Open(session, q.filter));
        var (position, left) = (after?.Value ?? 0, filter.Limit);
        while (position < cursor.End && left > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SqlitePage page;
            using (Use()) page = Do("Reading the feed", (feed, cursor, position, left), static (session, q) => q.feed.Page(session, q.cursor, q.position, q.left));
            foreach (var @event in page.Events) yield return @event;
            position = page.ScannedTo;
            left -= page.Given;
            if (position > 0) filter.Scan?.Advance(feed.Position(position));
            page.Fault?.Throw();
        }

        if (position >= cursor.End) filter.Scan?.Complete();
    }
}
