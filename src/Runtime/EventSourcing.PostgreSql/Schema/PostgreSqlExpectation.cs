using System.Globalization;

namespace EventSourcing.PostgreSql;

/// <summary>What should be in a schema, as the server's catalog describes it: each thing has a kind, a name and a form.</summary>
/// <remarks>A test holds it against a schema that was just made: neither of the two may have anything that the other lacks.</remarks>
internal static class PostgreSqlExpectation
{
    /// <summary>All things that the current version has.</summary>
    public static IEnumerable<PostgreSqlSchemaPart> Of(PostgreSqlLayout layout, IReadOnlyList<PostgreSqlSchemaStep> steps) =>
        Columns(layout).Concat(Constraints(layout)).Concat(Indexes(layout)).Concat(PostgreSqlFunctionTexts.Of(layout, steps)).Concat(Security(layout)).Append(Sequence);

    // The bounds too: the fence's keys have room for 48 bits.
    private static PostgreSqlSchemaPart Sequence { get; } = new("sequence", "positions", "bigint, increment 1, minimum 0, maximum 281474976710655, cache 1, no cycle");

    private static IEnumerable<PostgreSqlSchemaPart> Columns(PostgreSqlLayout layout)
    {
        const string Text = "text COLLATE \"C\"";
        IEnumerable<PostgreSqlSchemaPart> Table(string table, params string[] columns) => columns.Select(column =>
        {
            var space = column.IndexOf(' ', StringComparison.Ordinal);
            return new PostgreSqlSchemaPart("column", $"{table}.{column[..space]}", column[(space + 1)..]);
        });

        return
        [
            .. Table("schema_version", "version integer NOT NULL", "description text NOT NULL", "applied_at timestamp with time zone NOT NULL"),
            .. Table("store", "id uuid NOT NULL", "fence smallint NOT NULL", "payload_type text NOT NULL", "partitions integer NOT NULL", "row_level_security boolean NOT NULL"),
            .. Table("event_types", "id integer NOT NULL identity", $"category {Text} NOT NULL", $"name {Text} NOT NULL", "schema_version integer NOT NULL"),
            .. Table("streams", "id bigint NOT NULL identity", $"category {Text} NOT NULL", $"key {Text} NOT NULL", "version bigint NOT NULL", "state smallint NOT NULL DEFAULT 0", $"tenant {Text}"),
            .. Table(
                "events",
                "position bigint NOT NULL",
                "stream bigint NOT NULL",
                "version bigint NOT NULL",
                "type integer NOT NULL",
                "event_id uuid NOT NULL",
                $"tenant {Text}",
                "occurred_at timestamp with time zone NOT NULL",
                "recorded_at timestamp with time zone NOT NULL",
                "details json",
                $"payload {layout.PayloadTypeName} NOT NULL"),
            .. Table("event_tags", $"tag {Text} NOT NULL", "position bigint NOT NULL"),
            .. Table("leases", $"name {Text} NOT NULL", "owner text", "token bigint NOT NULL", "expires_at timestamp with time zone"),
            .. Table("checkpoints", $"subscription {Text} NOT NULL", "partition integer NOT NULL", "position bigint", "token bigint NOT NULL", "moved_at timestamp with time zone NOT NULL"),
            .. layout.IsPartitioned ? Table("event_ids", "event_id uuid NOT NULL", "stream bigint NOT NULL", "version bigint NOT NULL") : [],
        ];
    }

    private static IEnumerable<PostgreSqlSchemaPart> Constraints(PostgreSqlLayout layout)
    {
        static PostgreSqlSchemaPart On(string table, string name, string form) => new("constraint", $"{table}.{name}", form);
        yield return On("schema_version", "schema_version_pkey", "PRIMARY KEY (version)");
        yield return On("event_types", "event_types_pkey", "PRIMARY KEY (id)");
        yield return On("event_types", "event_types_by_name", "UNIQUE (category, name, schema_version)");
        yield return On("streams", "streams_pkey", "PRIMARY KEY (id)");
        yield return On("streams", "streams_by_name", "UNIQUE (category, key)");
        yield return On("event_tags", "event_tags_by_tag", "PRIMARY KEY (tag, \"position\")");
        yield return On("leases", "leases_pkey", "PRIMARY KEY (name)");
        yield return On("checkpoints", "checkpoints_pkey", "PRIMARY KEY (subscription, partition)");
        if (layout.IsPartitioned)
        {
            yield return On("events", "events_by_stream", "PRIMARY KEY (stream, version)");
            yield return On("event_ids", "event_ids_by_id", "PRIMARY KEY (event_id)");
            yield break;
        }

        yield return On("events", "events_by_position", "PRIMARY KEY (\"position\")");
        yield return On("events", "events_by_stream", "UNIQUE (stream, version)");
        yield return On("events", "events_by_id", "UNIQUE (event_id)");
    }

    private static IEnumerable<PostgreSqlSchemaPart> Indexes(PostgreSqlLayout layout)
    {
        static PostgreSqlSchemaPart On(string table, string name, string form) => new("index", $"{table}.{name}", form);
        yield return On("store", "store_has_one_row", "UNIQUE btree ((true))");
        yield return On("events", "events_by_type", "btree (type, \"position\")");
        yield return On("events", "events_by_tenant", "btree (tenant, \"position\") WHERE (tenant IS NOT NULL)");
        if (!layout.IsPartitioned) yield break;
        yield return On("events", "events_by_position", "btree (\"position\")");
        foreach (var table in (string[])["events", "event_ids"])
        {
            for (var i = 0; i < layout.Partitions; i++)
                yield return new PostgreSqlSchemaPart("partition", $"{table}.{table}_p{i.ToString(CultureInfo.InvariantCulture)}", string.Create(CultureInfo.InvariantCulture, $"FOR VALUES WITH (modulus {layout.Partitions}, remainder {i})"));
        }
    }

    private static IEnumerable<PostgreSqlSchemaPart> Security(PostgreSqlLayout layout)
    {
        yield return new PostgreSqlSchemaPart("view", "event_log", layout.RowLevelSecurity ? "of the tenant" : "of everyone");
        if (!layout.RowLevelSecurity) yield break;
        foreach (var table in (string[])["streams", "events", "event_tags"]) yield return new PostgreSqlSchemaPart("row-level security", table, "enabled and forced");
        yield return new PostgreSqlSchemaPart("policy", "streams.streams_of_tenant", "for all");
        yield return new PostgreSqlSchemaPart("policy", "events.events_of_tenant", "for all");
        yield return new PostgreSqlSchemaPart("policy", "event_tags.event_tags_read", "for select");
        yield return new PostgreSqlSchemaPart("policy", "event_tags.event_tags_add", "for insert");
        yield return new PostgreSqlSchemaPart("policy", "event_tags.event_tags_remove", "for delete");
    }
}
