using System.Buffers;
using System.Text;
using System.Text.Json;
using EventSourcing.Storage;

namespace EventSourcing.Sqlite;

/// <summary>The index of tags. What an event's tags are is in its metadata; here events are found by them.</summary>
internal static class SqliteTags
{
    private static readonly SqliteQuery AddTag = new("INSERT INTO es_tags (tag, position) VALUES (?1, ?2)");
    private static readonly SqliteQuery RemoveTag = new("DELETE FROM es_tags WHERE tag = ?1 AND position = ?2");

    // Tags are read from the metadata, so that no second index is needed that leads from positions to tags.
    private static readonly SqliteQuery OfStream = new(
        """
        SELECT t.value, e.position FROM es_events AS e, json_each(e.details, '$.tags') AS t
        WHERE e.stream = ?1 AND e.version < ?2 AND e.details IS NOT NULL
        """);

    // It begins with one of the tags and stops at the first match: no list of all candidates is made.
    private static readonly SqliteQuery Candidates = new(
        """
        SELECT e.position, e.type FROM es_tags AS t JOIN es_events AS e ON e.position = t.position
        WHERE t.tag = ?1 AND t.position > ?2
          AND NOT EXISTS (SELECT 1 FROM json_each(?3) AS w WHERE NOT EXISTS (SELECT 1 FROM es_tags AS o WHERE o.tag = w.value AND o.position = t.position))
        """);

    /// <summary>
    /// The text of the condition that a feed statement adds for a reading by tags, whose criteria are bound as a JSON array of arrays of tags, and which looks at
    /// positions after ?1 and up to ?2.
    /// </summary>
    /// <param name="parameter">The number of the parameter.</param>
    public static string Condition(int parameter) =>
        $"""
         AND position IN (
            SELECT t.position FROM json_each(?{parameter}) AS c, json_each(c.value) AS w, es_tags AS t
            WHERE t.tag = w.value AND t.position > ?1 AND t.position <= ?2
            GROUP BY c.key, t.position HAVING count(*) = json_array_length(c.value))
        """;

    /// <summary>The criteria of a filter, as <see cref="Condition"/> takes them.</summary>
    public static string CriteriaOf(TagFilter filter)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var criterion in filter.AnyOf) WriteTags(writer, criterion);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Notes the tags of an event.</summary>
    public static void Add(SqliteSession session, IReadOnlySet<string> tags, long position)
    {
        foreach (var tag in tags) session.Get(AddTag).Bind(1, tag).Bind(2, position).Execute();
    }

    /// <summary>Takes the tags of an event out again.</summary>
    public static void Remove(SqliteSession session, IReadOnlySet<string> tags, long position)
    {
        foreach (var tag in tags) session.Get(RemoveTag).Bind(1, tag).Bind(2, position).Execute();
    }

    /// <summary>Takes the tags of a stream's events before a version out. The events are still there.</summary>
    public static void RemoveBefore(SqliteSession session, long stream, long version)
    {
        var query = session.Get(OfStream).Bind(1, stream).Bind(2, version);
        using var scope = query.Scope();
        while (query.Step()) session.Get(RemoveTag).Bind(1, query.Text(0)).Bind(2, query.Int64(1)).Execute();
    }

    /// <summary>The position of an event after a place that a condition excludes; 0 where there is none.</summary>
    public static long FindMatch(SqliteSession session, SqliteVocabulary vocabulary, TagFilter filter, long after)
    {
        foreach (var criterion in filter.AnyOf)
        {
            var query = session.Get(Candidates).Bind(1, criterion.Tags.First()).Bind(2, after).Bind(3, TagsOf(criterion));
            using var scope = query.Scope();
            while (query.Step())
            {
                var type = vocabulary.Type(session, query.Int64(1));
                if (criterion.Names is null || criterion.Names.MayPass(type.Name, type.SchemaVersion)) return query.Int64(0);
            }
        }

        return 0;
    }

    private static string TagsOf(TagFilter.Criterion criterion)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer)) WriteTags(writer, criterion);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteTags(Utf8JsonWriter writer, TagFilter.Criterion criterion)
    {
        writer.WriteStartArray();
        foreach (var tag in criterion.Tags) writer.WriteStringValue(tag);
        writer.WriteEndArray();
    }
}
