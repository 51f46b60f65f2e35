namespace EventSourcing.Compiler;

/// <summary>What tables and columns may be called; the runtime's rule, said at compile time.</summary>
internal static class RowTableNames
{
    private const int MaxLength = 63;

    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "schema_version", "store", "event_types", "streams", "events", "event_ids", "event_tags", "event_log", "positions", "leases", "checkpoints", "dead_letters", "snapshots", "outbox", "inbox",
        "subscriptions", "timers", "tenants", "keys",
    };

    private static readonly string[] KeptPrefixes = ["es_", "pg_", "sqlite_", "events_p", "event_ids_p"];

    /// <summary>A name in snake case.</summary>
    public static string From(string name) => KebabCase.From(name).Replace('-', '_');

    /// <summary>Why no table can have the name; <see langword="null"/> where one can.</summary>
    public static string? WhyNoTable(string name)
    {
        if (WhyNoName(name, "table") is { } why) return why;
        foreach (var prefix in KeptPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)) return $"the stores keep names that begin with '{prefix}' for themselves, and its table would be '{name}'";
        }

        return Kept.Contains(name) ? $"the stores keep the name '{name}' of its table for themselves" : null;
    }

    /// <summary>Why no column can have the name; <see langword="null"/> where one can.</summary>
    public static string? WhyNoColumn(string name) => WhyNoName(name, "column");

    private static string? WhyNoName(string name, string what)
    {
        var isValid = name.Length is > 0 and <= MaxLength && name[0] is >= 'a' and <= 'z';
        foreach (var c in name) isValid &= c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_';
        return isValid ? null : $"the name '{name}' of its {what} is not 1 to {MaxLength} lower-case letters (a to z), digits and underscores, a letter first";
    }
}
