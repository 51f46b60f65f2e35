using System.Globalization;
using EventSourcing.Storage;

namespace EventSourcing.Sqlite;

/// <summary>A reading of the feed: where it ends, and its filter in the file's own numbers. Both are fixed when it begins.</summary>
internal sealed class SqliteFeedCursor
{
    private SqliteFeedCursor(FeedFilter filter, long end, string? types, string? categories, string? tags, bool givesNothing)
    {
        Tags = tags;
        Filter = filter;
        End = end;
        Types = types;
        Categories = categories;
        GivesNothing = givesNothing;
    }

    public FeedFilter Filter { get; }

    /// <summary>The last position of the feed when the reading began; 0 for an empty one.</summary>
    public long End { get; }

    /// <summary>The numbers of the event types that pass, as a JSON array; <see langword="null"/> for all.</summary>
    public string? Types { get; }

    /// <summary>The numbers of the categories that pass, as a JSON array; <see langword="null"/> for all.</summary>
    public string? Categories { get; }

    /// <summary>The tags of each criterion, as a JSON array of arrays; <see langword="null"/> for all.</summary>
    public string? Tags { get; }

    /// <summary>Whether nothing that is stored can pass.</summary>
    public bool GivesNothing { get; }

    public static SqliteFeedCursor Open(SqliteSession session, SqliteVocabulary vocabulary, FeedFilter filter)
    {
        // The end first: whatever lies before it has its type and category in the lists that are read after it.
        var end = SqliteEventReader.Head(session);
        var types = filter.Names is { } names ? SqliteVocabulary.FindTypes(session, names) : null;
        var categories = filter.Categories?.Select(c => vocabulary.FindCategory(session, c)).OfType<long>().ToList();
        return new SqliteFeedCursor(filter, end, Array(types), Array(categories), filter.Tags is { } tags ? SqliteTags.CriteriaOf(tags) : null, types is { Count: 0 } || categories is { Count: 0 });
    }

    private static string? Array(List<long>? ids) => ids is null ? null : $"[{string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))}]";
}
