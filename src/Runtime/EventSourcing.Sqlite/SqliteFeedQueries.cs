using System.Globalization;
using System.Text;

namespace EventSourcing.Sqlite;

/// <summary>The statements that read the feed: one for each combination of filters, so that what is not asked for costs nothing.</summary>
internal static class SqliteFeedQueries
{
    private const int WithTypes = 1;
    private const int WithCategories = 2;
    private const int WithTenant = 4;
    private const int WithOccurredFrom = 8;
    private const int WithTags = 16;
    private const int WithoutArchived = 32;

    private static readonly SqliteQuery[] Queries = [.. Enumerable.Range(0, 64).Select(shape => new SqliteQuery(Text(shape)))];

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
            | (filter.OccurredFrom is null ? 0 : WithOccurredFrom)
            | (cursor.Tags is null ? 0 : WithTags)
            | (filter.SkipArchived ? WithoutArchived : 0);
        var query = session.Get(Queries[shape]).Bind(1, after).Bind(2, upTo);
        if (cursor.Types is { } types) query.Bind(3, types);
        if (cursor.Categories is { } categories) query.Bind(4, categories);
        if (filter.Tenant is { } tenant) query.Bind(5, tenant);
        if (filter.OccurredFrom is { } from) query.Bind(6, Microseconds.ToUnix(from));
        if (cursor.Tags is { } tags) query.Bind(7, tags);
        return query;
    }

    private static string Text(int shape)
    {
        var text = new StringBuilder($"SELECT {SqliteRow.Columns}, stream FROM es_events WHERE position > ?1 AND position <= ?2");
        if ((shape & WithTypes) != 0) text.Append(" AND type IN (SELECT value FROM json_each(?3))");
        if ((shape & WithCategories) != 0) text.Append(" AND category IN (SELECT value FROM json_each(?4))");
        if ((shape & WithTenant) != 0) text.Append(" AND tenant = ?5");
        if ((shape & WithOccurredFrom) != 0) text.Append(" AND occurred_at >= ?6");
        if ((shape & WithTags) != 0) text.Append(SqliteTags.Condition(7));
        if ((shape & WithoutArchived) != 0) text.Append(CultureInfo.InvariantCulture, $" AND NOT EXISTS (SELECT 1 FROM es_streams AS s WHERE s.id = es_events.stream AND s.state = {(int)StreamState.Archived})");
        return text.Append(" ORDER BY position").ToString();
    }
}
