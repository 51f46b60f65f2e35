using System.Collections.Concurrent;
using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing.Sqlite;

/// <summary>
/// The short lists that events refer to by number, categories and event types, kept in memory. Rows of these tables never change; what a transaction
/// adds is remembered when it is committed, and what is read within one, which may be undone, is not remembered.
/// </summary>
internal sealed class SqliteVocabulary(EventSerializer serializer)
{
    private static readonly SqliteQuery CategoryByName = new("SELECT id FROM es_categories WHERE name = ?1");
    private static readonly SqliteQuery CategoryById = new("SELECT name FROM es_categories WHERE id = ?1");
    private static readonly SqliteQuery AddCategory = new("INSERT INTO es_categories (name) VALUES (?1)");
    private static readonly SqliteQuery TypeByName = new("SELECT id FROM es_event_types WHERE name = ?1 AND schema_version = ?2");
    private static readonly SqliteQuery TypeById = new("SELECT name, schema_version FROM es_event_types WHERE id = ?1");
    private static readonly SqliteQuery TypesByName = new("SELECT id, schema_version FROM es_event_types WHERE name = ?1");
    private static readonly SqliteQuery AddType = new("INSERT INTO es_event_types (name, schema_version) VALUES (?1, ?2)");

    private readonly ConcurrentDictionary<string, long> _categories = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, string> _categoryNames = new();
    private readonly ConcurrentDictionary<EventDescriptor, long> _written = new();
    private readonly ConcurrentDictionary<long, SqliteEventType> _types = new();

    /// <summary>The number of a category, or <see langword="null"/> where the file does not know it yet.</summary>
    public long? FindCategory(SqliteSession session, string category)
    {
        if (_categories.TryGetValue(category, out var known)) return known;
        var query = session.Get(CategoryByName).Bind(1, category);
        using var scope = query.Scope();
        if (!query.Step()) return null;
        var id = query.Int64(0);

        // In a transaction the row may be its own, and go with it.
        if (!session.InTransaction) _categories[category] = id;
        return id;
    }

    /// <summary>The name of a category.</summary>
    public string CategoryName(SqliteSession session, long id)
    {
        if (_categoryNames.TryGetValue(id, out var known)) return known;
        var query = session.Get(CategoryById).Bind(1, id);
        using var scope = query.Scope();
        query.Step();
        var name = query.Text(0);
        if (!session.InTransaction) _categoryNames[id] = name;
        return name;
    }

    /// <summary>The number of a category, which is added where the file does not know it. In a transaction.</summary>
    public long RequireCategory(SqliteSession session, string category, SqliteAdditions additions)
    {
        if (_categories.TryGetValue(category, out var known)) return known;
        if (FindCategory(session, category) is { } found) return additions.Categories[category] = found;
        session.Get(AddCategory).Bind(1, category).Execute();
        return additions.Categories[category] = session.LastInsertedRow;
    }

    /// <summary>The number under which events of a descriptor are written, which is added where the file does not know it. In a transaction.</summary>
    public long RequireType(SqliteSession session, EventDescriptor descriptor, SqliteAdditions additions)
    {
        if (_written.TryGetValue(descriptor, out var known) || additions.Types.TryGetValue(descriptor, out known)) return known;
        var query = session.Get(TypeByName).Bind(1, descriptor.Name).Bind(2, descriptor.SchemaVersion);
        using (query.Scope())
        {
            if (query.Step()) return additions.Types[descriptor] = query.Int64(0);
        }

        session.Get(AddType).Bind(1, descriptor.Name).Bind(2, descriptor.SchemaVersion).Execute();
        return additions.Types[descriptor] = session.LastInsertedRow;
    }

    /// <summary>Remembers what a transaction used and added, once it is committed.</summary>
    public void Remember(SqliteAdditions additions)
    {
        foreach (var (name, id) in additions.Categories) _categories[name] = id;
        foreach (var (descriptor, id) in additions.Types) _written[descriptor] = id;
        additions.Clear();
    }

    /// <summary>The type of an event that is read.</summary>
    public SqliteEventType Type(SqliteSession session, long id)
    {
        if (_types.TryGetValue(id, out var known)) return known;
        var query = session.Get(TypeById).Bind(1, id);
        using var scope = query.Scope();
        query.Step();
        var (name, schemaVersion) = (query.Text(0), (int)query.Int64(1));
        var type = new SqliteEventType(name, schemaVersion, serializer.Find(name, schemaVersion));
        if (!session.InTransaction) _types[id] = type;
        return type;
    }

    /// <summary>The numbers of all types whose events may pass a filter.</summary>
    public static List<long> FindTypes(SqliteSession session, EventNameFilter filter)
    {
        var ids = new List<long>();
        var query = session.Get(TypesByName);
        foreach (var name in filter.StoredNames)
        {
            query.Bind(1, name);
            using var scope = query.Scope();
            while (query.Step())
            {
                if (filter.MayPass(name, (int)query.Int64(1))) ids.Add(query.Int64(0));
            }
        }

        return ids;
    }
}
