using System.Collections.Immutable;

namespace EventSourcing.ReadModels;

/// <summary>The rows of an in-memory store as they were committed last. A transaction works on what it found, and puts its tables in their place when it commits.</summary>
internal sealed class InMemoryTables
{
    private volatile ImmutableDictionary<string, ImmutableDictionary<RowKey, ReadModelValue[]>> _tables = ImmutableDictionary.Create<string, ImmutableDictionary<RowKey, ReadModelValue[]>>(StringComparer.Ordinal);

    public ImmutableDictionary<RowKey, ReadModelValue[]> Get(string table) => _tables.TryGetValue(table, out var rows) ? rows : ImmutableDictionary<RowKey, ReadModelValue[]>.Empty;

    /// <summary>Puts tables in the place of what they were. There is one writer at a time.</summary>
    public void Publish(IEnumerable<KeyValuePair<string, ImmutableDictionary<RowKey, ReadModelValue[]>>> tables) => _tables = _tables.SetItems(tables);
}
