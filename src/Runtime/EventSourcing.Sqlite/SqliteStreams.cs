namespace EventSourcing.Sqlite;

/// <summary>
/// Finds streams by their names, and names by their numbers. The names that the feed meets again and again are kept in a table of fixed size, in which
/// a stream replaces whichever had its place.
/// </summary>
internal sealed class SqliteStreams(SqliteVocabulary vocabulary)
{
    private const int CacheSize = 1024;

    private static readonly SqliteQuery ByName = new(
        "SELECT id, (SELECT max(version) FROM es_events WHERE stream = es_streams.id), state, first_version FROM es_streams WHERE category = ?1 AND key = ?2");

    private static readonly SqliteQuery ById = new("SELECT category, key FROM es_streams WHERE id = ?1");

    private static readonly SqliteQuery NextOfCategory = new(
        $"""
        SELECT key, (SELECT max(version) FROM es_events WHERE stream = es_streams.id), state FROM es_streams
        WHERE category = ?1 AND key > ?2 AND state <> {(int)StreamState.Tombstoned} ORDER BY key
        """);

    private readonly Entry?[] _names = new Entry?[CacheSize];

    /// <summary>A stream as the file has it.</summary>
    public SqliteStreamRow Find(SqliteSession session, StreamId stream) =>
        FindCategory(session, stream) is { } category ? Find(session, category, stream.Key) : default;

    /// <summary>Whether events are missing that a reading has not found: the stream has later ones, and nobody has removed these by truncating it or more.</summary>
    public bool Lacks(SqliteSession session, StreamId stream, long from, long to)
    {
        var row = Find(session, stream);
        return row.Id != 0 && row.State != StreamState.Tombstoned && Math.Max(from, row.FirstVersion) <= Math.Min(to, row.Version);
    }

    /// <summary>The number of a stream's category, or <see langword="null"/> where the file does not know it yet.</summary>
    public long? FindCategory(SqliteSession session, StreamId stream) => vocabulary.FindCategory(session, stream.Category);

    /// <summary>As above, by the number of the category.</summary>
    public static SqliteStreamRow Find(SqliteSession session, long category, string key)
    {
        var query = session.Get(ByName).Bind(1, category).Bind(2, key);
        using var scope = query.Scope();
        return query.Step() ? new SqliteStreamRow(query.Int64(0), query.Int64(1), (StreamState)query.Int64(2), query.Int64(3)) : default;
    }

    /// <summary>The name of a stream.</summary>
    public StreamId Name(SqliteSession session, long id)
    {
        ref var place = ref _names[(int)(id % CacheSize)];
        if (place is { } entry && entry.Id == id) return entry.Name;
        var query = session.Get(ById).Bind(1, id);
        using var scope = query.Scope();
        query.Step();
        var name = new StreamId(vocabulary.CategoryName(session, query.Int64(0)), query.Text(1));
        if (!session.InTransaction) place = new Entry(id, name);
        return name;
    }

    /// <summary>The next streams of a category, in the order of their keys' bytes.</summary>
    public List<StreamSummary> Next(SqliteSession session, string category, string afterKey, int count)
    {
        if (vocabulary.FindCategory(session, category) is not { } number) return [];
        var query = session.Get(NextOfCategory).Bind(1, number).Bind(2, afterKey);
        using var scope = query.Scope();
        var streams = new List<StreamSummary>();
        while (streams.Count < count && query.Step()) streams.Add(new StreamSummary(new StreamId(category, query.Text(0)), query.Int64(1)) { IsArchived = query.Int64(2) == (long)StreamState.Archived });
        return streams;
    }

    private sealed record Entry(long Id, StreamId Name);
}
