using System.Text;

namespace EventSourcing.PostgreSql;

/// <summary>Row-level security: whose rows a session sees and writes.</summary>
internal static class PostgreSqlPolicies
{
    /// <summary>The setting that names the tenant.</summary>
    public const string Setting = "eventsourcing.tenant";

    /// <summary>The setting's value that lets every row through.</summary>
    public const string Everyone = "*";

    /// <summary>Whether a session sees a row.</summary>
    /// <param name="tenant">The row's column.</param>
    public static string Condition(string tenant) =>
        $"(current_setting('{Setting}', true) = '{Everyone}' OR {tenant} IS NOT DISTINCT FROM nullif(current_setting('{Setting}', true), ''))";

    // Tags are found through their events. A tag may be written by whoever may write its event, which is checked there.
    public static void Append(StringBuilder sql, PostgreSqlLayout layout)
    {
        var names = layout.Names;
        foreach (var table in (string[])[names.Streams, names.Events, names.EventTags])
        {
            sql.AppendLine($"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;").AppendLine($"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;");
        }

        var eventIsSeen = $"current_setting('{Setting}', true) = '{Everyone}' OR EXISTS (SELECT 1 FROM {names.Events} e WHERE e.position = event_tags.position)";
        sql.AppendLine(
            $"""
            CREATE POLICY streams_of_tenant ON {names.Streams} USING {Condition("tenant")};
            CREATE POLICY events_of_tenant ON {names.Events} USING {Condition("tenant")};
            CREATE POLICY event_tags_read ON {names.EventTags} FOR SELECT USING ({eventIsSeen});
            CREATE POLICY event_tags_add ON {names.EventTags} FOR INSERT WITH CHECK (true);
            CREATE POLICY event_tags_remove ON {names.EventTags} FOR DELETE USING ({eventIsSeen});

            """);
    }
}
