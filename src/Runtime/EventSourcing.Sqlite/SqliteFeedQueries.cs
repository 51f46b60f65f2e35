using System.Text;

namespace EventSourcing.Sqlite;

/// <summary>The statements that read the feed: one for each combination of filters, so that what is not asked for costs nothing.</summary>
internal static class SqliteFeedQueries
{
    private const int WithTypes = 1;
    private const int WithCategories = 2;
    private const int WithTenant = 4;
    private const int WithOccurredFrom = 8;

    private static readonly SqliteQuery[] Queries = [.. Enumerable.Range(0, 16).Select(shape => new SqliteQuery(Text(shape)))];

    /// <summary>The statement for a page of a reading, with its parameters.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="cursor">The reading.</param>
    /// <param name="after">Where the page begins, exclusive.</param>
    /// <param name="upTo">Where it ends, inclusive.</param>
    public static SqliteStatement Page(SqliteSession session, SqliteFeedCursor cursor, long after, long upTo)
    {
        var filter = cursor.Filter;
        var shape = (cursor.Types is null ? 0 : WithTypes)
            | (cursor.Categories is null ? 0 : WithCategories)
            | (filter.Tenant is null ? 0 : WithTenant)
            | (filter.OccurredFrom is null ? 0 : WithOccurredFrom);
        var query = session.Get(Queries[shape]).Bind(1, after).Bind(2, upTo);
        if (cursor.Types is { } types) query.Bind(3, types);
        if (cursor.Categories is { } categories) query.Bind(4, categories);
        if (filter.Tenant is { } tenant) query.Bind(5, tenant);
        if (filter.OccurredFrom is { } from) query.Bind(6, Microseconds.ToUnix(from));
        return query;
    }

    private static string Text(int shape)
    {
        var text = new StringBuilder($"SELECT {SqliteRow.Columns}, stream FROM es_events WHERE position > ?1 AND position <= ?2");
        if ((shape & WithTypes) != 0) text.Append(" AND type IN (SELECT value FROM json_each(?3))");
        if ((shape & WithCategories) != 0) text.Append(" AND category IN (SELECT value FROM json_each(?4))");
        if ((shape & WithTenant) != 0) text.Append(" AND tenant = ?5");
        if ((shape & WithOccurredFrom) != 0) text.Append(" AND occurred_at >= ?6");
        return text.Append(" ORDER BY position").ToString();
    }
}
