using EventSourcing.Storage;

namespace EventSourcing.Sqlite;

/// <summary>Reads the feed on a connection that somebody has already: a page after the other.</summary>
internal sealed class SqliteFeedReader(SqliteEventReader reader, SqliteVocabulary vocabulary)
{
    /// <summary>Begins a reading.</summary>
    public SqliteFeedCursor Open(SqliteSession session, FeedFilter filter) => SqliteFeedCursor.Open(session, vocabulary, filter);

    /// <summary>The next page after a position, which is 0 at the beginning.</summary>
    public SqlitePage Page(SqliteSession session, SqliteFeedCursor cursor, long after, long atMost) =>
        cursor.GivesNothing ? new SqlitePage(0) { ScannedTo = cursor.End } : reader.FeedPage(session, cursor, after, atMost);

    /// <summary>A position of the store.</summary>
    public GlobalPosition Position(long value) => reader.Position(value);
}
