namespace EventSourcing.Sqlite;

/// <summary>Numbers that a transaction has looked up or added: they are certain when it is committed, and not before.</summary>
internal sealed class SqliteAdditions
{
    public Dictionary<string, long> Categories { get; } = new(StringComparer.Ordinal);

    public Dictionary<EventDescriptor, long> Types { get; } = [];

    public void Clear()
    {
        Categories.Clear();
        Types.Clear();
    }
}
