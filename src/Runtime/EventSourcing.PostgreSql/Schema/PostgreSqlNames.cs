namespace EventSourcing.PostgreSql;

/// <summary>The names of a store's objects, quoted and with their schema, as SQL text takes them.</summary>
internal sealed class PostgreSqlNames
{
    private const int MaxSchemaLength = 63;

    private readonly string _prefix;

    /// <param name="schema">The schema's name, checked by <see cref="RequireSchema"/>.</param>
    public PostgreSqlNames(string schema)
    {
        Schema = RequireSchema(schema, nameof(schema));
        QuotedSchema = $"\"{schema}\"";
        _prefix = QuotedSchema + ".";
    }

    /// <summary>The schema's bare name.</summary>
    public string Schema { get; }

    /// <summary>The schema's name in quotes: a name of the allowed form may still be a word of SQL.</summary>
    public string QuotedSchema { get; }

    public string SchemaVersion => Of("schema_version");

    public string Store => Of("store");

    public string EventTypes => Of("event_types");

    public string Streams => Of("streams");

    public string Events => Of("events");

    /// <summary>The ids of all events; only where events are partitioned.</summary>
    public string EventIds => Of("event_ids");

    public string EventTags => Of("event_tags");

    public string Leases => Of("leases");

    public string Checkpoints => Of("checkpoints");

    public string Positions => Of("positions");

    public string EventLog => Of("event_log");

    /// <summary>The name of another object of the schema.</summary>
    /// <param name="name">The bare name: a literal of this package, never a caller's.</param>
    public string Of(string name) => _prefix + name;

    /// <summary>Refuses what may not name a schema.</summary>
    /// <param name="schema">What a caller gave.</param>
    /// <param name="parameter">The option or parameter, for the error.</param>
    public static string RequireSchema(string schema, string parameter)
    {
        ArgumentNullException.ThrowIfNull(schema, parameter);
        return Fault(schema) is { } fault
            ? throw new ArgumentException(
                $"The schema name '{schema}' {fault}. Use 1 to {MaxSchemaLength} lower-case letters (a to z), digits and underscores, no digit first and not 'pg_' at the beginning, such as 'eventsourcing'.",
                parameter)
            : schema;
    }

    private static string? Fault(string schema)
    {
        if (schema.Length == 0) return "is empty";
        if (schema.Length > MaxSchemaLength) return $"has {schema.Length} characters";
        if (char.IsAsciiDigit(schema[0])) return "begins with a digit";
        if (schema.StartsWith("pg_", StringComparison.Ordinal)) return "begins with 'pg_', which PostgreSQL keeps for itself";
        foreach (var c in schema)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_') return $"has the character U+{(int)c:X4}";
        }

        return schema == "information_schema" ? "is that of the standard's own views" : null;
    }
}
