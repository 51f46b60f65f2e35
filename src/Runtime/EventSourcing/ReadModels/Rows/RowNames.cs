namespace EventSourcing.ReadModels;

/// <summary>What tables and columns may be called, so that every store takes it, quoted, and none mistakes it for something of its own.</summary>
internal static class RowNames
{
    /// <summary>The longest name that PostgreSQL keeps.</summary>
    public const int MaxLength = 63;

    // What the stores keep beside them, and what they may come to keep.
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "schema_version", "store", "event_types", "streams", "events", "event_ids", "event_tags", "event_log", "positions", "leases", "checkpoints", "dead_letters", "snapshots", "outbox", "inbox",
        "subscriptions", "timers", "tenants", "keys",
    };

    private static readonly string[] KeptPrefixes = ["es_", "pg_", "sqlite_", "events_p", "event_ids_p"];

    /// <param name="name">The name.</param>
    /// <param name="rowType">The type of the rows: the framework's own may have the names that are kept.</param>
    public static string RequireTable(string name, Type rowType)
    {
        Require(name, "table");
        if (rowType.Assembly == typeof(RowNames).Assembly) return name;
        if (Kept.Contains(name) || KeptPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            throw new ArgumentException($"The table name '{name}' is one that the stores keep for themselves. Give the read model another one, by [ReadModel(\"…\")].", nameof(name));
        return name;
    }

    public static string RequireColumn(string name) => Require(name, "column");

    private static string Require(string name, string what)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaxLength || !char.IsAsciiLetterLower(name[0]) || name.AsSpan().ContainsAnyExcept(Allowed))
            throw new ArgumentException($"The {what} name '{name}' has another form than every store can take: 1 to {MaxLength} lower-case letters (a to z), digits and underscores, a letter first.", nameof(name));
        return name;
    }

    private static readonly System.Buffers.SearchValues<char> Allowed = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");
}
