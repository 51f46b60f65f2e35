using System.Collections.Immutable;

namespace EventSourcing.ReadModels;

/// <summary>The rows of an in-memory store as they were committed last. A transaction works on what it found, and puts its tables in their place when it commits.</summary>
internal sealed class InMemoryTables
{
    private volatile ImmutableDictionary<string, ImmutableDictionary<RowKey, ReadModelValue[]>> _tables = ImmutableDictionary.Create<string, ImmutableDictionary<RowKey, ReadModelValue[]>>(StringComparer.Ordinal);

    public ImmutableDictionary<RowKey, ReadModelValue[]> Get(string table) => _tables.TryGetValue(table, out var rows) ? rows : ImmutableDictionary<RowKey, ReadModelValue[]>.Empty;

    /// <summary>The names of the tables.</summary>
    public IEnumerable<string> Names => _tables.Keys;

    /// <summary>Puts tables in the place of what they were; one without rows to speak of, that is <see langword="null"/>, goes. There is one writer at a time.</summary>
    public void Publish(IEnumerable<KeyValuePair<string, ImmutableDictionary<RowKey, ReadModelValue[]>?>> tables)
    {
        var next = _tables.ToBuilder();
        foreach (var (name, rows) in tables)
        {
            if (rows is null) next.Remove(name);
            else next[name] = rows;
        }

        _tables = next.ToImmutable();
    }
}
