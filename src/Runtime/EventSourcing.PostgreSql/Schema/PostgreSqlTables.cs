using System.Globalization;
using System.Text;

namespace EventSourcing.PostgreSql;

/// <summary>The SQL of the tables, the sequence and the view.</summary>
internal static class PostgreSqlTables
{
    // Positions are the lower 48 bits of the fence's lock keys.
    private const long LastPosition = (1L << 48) - 1;

    public static string Sql(PostgreSqlLayout layout)
    {
        var sql = new StringBuilder();
        Vocabulary(sql, layout.Names);
        if (layout.IsPartitioned) PartitionedEvents(sql, layout);
        else Events(sql, layout);
        Rest(sql, layout.Names);
        if (layout.RowLevelSecurity) PostgreSqlPolicies.Append(sql, layout);
        View(sql, layout);
        Store(sql, layout);
        return sql.ToString();
    }

    /// <summary>How far subscriptions have come; without a position before their first event. Each row is written again and again: there is room in each page.</summary>
    public static string Checkpoints(PostgreSqlLayout layout) =>
        $"""
        CREATE TABLE {layout.Names.Checkpoints} (
            subscription text COLLATE "C" NOT NULL,
            partition int NOT NULL,
            position bigint,
            token bigint NOT NULL,
            moved_at timestamptz NOT NULL,
            PRIMARY KEY (subscription, partition)) WITH (fillfactor = 50);
        """;

    private static void Vocabulary(StringBuilder sql, PostgreSqlNames names) => sql.AppendLine(
        $"""
        CREATE TABLE {names.EventTypes} (
            id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            category text COLLATE "C" NOT NULL,
            name text COLLATE "C" NOT NULL,
            schema_version int NOT NULL,
            CONSTRAINT event_types_by_name UNIQUE (category, name, schema_version));

        -- Room in each page, so that a new version of a row stays on its page and no index has to be touched.
        CREATE TABLE {names.Streams} (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            category text COLLATE "C" NOT NULL,
            key text COLLATE "C" NOT NULL,
            version bigint NOT NULL,
            state smallint NOT NULL DEFAULT 0,
            tenant text COLLATE "C",
            CONSTRAINT streams_by_name UNIQUE (category, key)) WITH (fillfactor = 80);

        -- The feed reads the last value that was drawn: no session may keep some for itself, and none comes again. The first one drawn is 1.
        CREATE SEQUENCE {names.Positions} AS bigint MINVALUE 0 MAXVALUE {LastPosition.ToString(CultureInfo.InvariantCulture)} START 0 CACHE 1 NO CYCLE;
        SELECT setval('{names.Positions}', 0, true);

        """);

    private static void Events(StringBuilder sql, PostgreSqlLayout layout) => sql.AppendLine(
        $"""
        CREATE TABLE {layout.Names.Events} (
        {Columns(layout)}
            CONSTRAINT events_by_position PRIMARY KEY (position),
            CONSTRAINT events_by_stream UNIQUE (stream, version),
            CONSTRAINT events_by_id UNIQUE (event_id));
        {Indexes(layout.Names)}
        """);

    // A unique constraint of a partitioned table has to contain the column by which it is divided. Streams are, so versions stay unique; ids are kept in a table of their own, which is
    // divided by them; positions come from the sequence, which gives none twice.
    private static void PartitionedEvents(StringBuilder sql, PostgreSqlLayout layout)
    {
        var names = layout.Names;
        sql.AppendLine(
            $"""
            CREATE TABLE {names.Events} (
            {Columns(layout)}
                CONSTRAINT events_by_stream PRIMARY KEY (stream, version)) PARTITION BY HASH (stream);
            CREATE TABLE {names.EventIds} (
                event_id uuid NOT NULL,
                stream bigint NOT NULL,
                version bigint NOT NULL,
                CONSTRAINT event_ids_by_id PRIMARY KEY (event_id)) PARTITION BY HASH (event_id);
            """);
        for (var i = 0; i < layout.Partitions; i++)
        {
            sql.AppendLine(CultureInfo.InvariantCulture, $"CREATE TABLE {names.Of($"events_p{i}")} PARTITION OF {names.Events} FOR VALUES WITH (MODULUS {layout.Partitions}, REMAINDER {i});");
            sql.AppendLine(CultureInfo.InvariantCulture, $"CREATE TABLE {names.Of($"event_ids_p{i}")} PARTITION OF {names.EventIds} FOR VALUES WITH (MODULUS {layout.Partitions}, REMAINDER {i});");
        }

        sql.AppendLine($"CREATE INDEX events_by_position ON {names.Events} (position);").AppendLine(Indexes(names));
    }

    private static string Columns(PostgreSqlLayout layout) =>
        $"""
            position bigint NOT NULL,
            stream bigint NOT NULL,
            version bigint NOT NULL,
            type int NOT NULL,
            event_id uuid NOT NULL,
            tenant text COLLATE "C",
            occurred_at timestamptz NOT NULL,
            recorded_at timestamptz NOT NULL,
            details json,
            payload {layout.PayloadTypeName} NOT NULL,
        """;

    private static string Indexes(PostgreSqlNames names) =>
        $"""
        CREATE INDEX events_by_type ON {names.Events} (type, position);
        CREATE INDEX events_by_tenant ON {names.Events} (tenant, position) WHERE tenant IS NOT NULL;

        """;

    private static void Rest(StringBuilder sql, PostgreSqlNames names) => sql.AppendLine(
        $"""
        CREATE TABLE {names.EventTags} (
            tag text COLLATE "C" NOT NULL,
            position bigint NOT NULL,
            CONSTRAINT event_tags_by_tag PRIMARY KEY (tag, position));

        CREATE TABLE {names.Leases} (
            name text COLLATE "C" PRIMARY KEY,
            owner text,
            token bigint NOT NULL,
            expires_at timestamptz);

        """);

    // A view reads with its owner's rights, whom policies may not bind: it states the condition itself.
    private static void View(StringBuilder sql, PostgreSqlLayout layout)
    {
        var names = layout.Names;
        var (barrier, condition) = layout.RowLevelSecurity ? (" WITH (security_barrier)", $"\nWHERE {PostgreSqlPolicies.Condition("e.tenant")}") : ("", "");
        sql.AppendLine(
            $"""
            CREATE VIEW {names.EventLog}{barrier} AS
            SELECT e.position, s.category, s.key, e.version, t.name, t.schema_version, e.event_id, e.tenant, e.occurred_at, e.recorded_at, e.details, e.payload
            FROM {names.Events} e JOIN {names.Streams} s ON s.id = e.stream JOIN {names.EventTypes} t ON t.id = e.type{condition};

            """);
    }

    // Which numbers other stores of the database have is told by the names of their constraints: everybody may read those, whatever rights he has on the tables.
    private static void Store(StringBuilder sql, PostgreSqlLayout layout)
    {
        var names = layout.Names;
        sql.AppendLine(
            $"""
            CREATE TABLE {names.Store} (
                id uuid NOT NULL,
                fence smallint NOT NULL,
                payload_type text NOT NULL,
                partitions int NOT NULL,
                row_level_security boolean NOT NULL);
            CREATE UNIQUE INDEX store_has_one_row ON {names.Store} ((true));
            INSERT INTO {names.Store} (id, fence, payload_type, partitions, row_level_security)
            SELECT gen_random_uuid(), min(f), '{layout.PayloadTypeName}', {layout.Partitions.ToString(CultureInfo.InvariantCulture)}, {(layout.RowLevelSecurity ? "true" : "false")}
            FROM generate_series(1, {short.MaxValue.ToString(CultureInfo.InvariantCulture)}) f
            WHERE NOT EXISTS (
                SELECT 1 FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
                WHERE t.relname = 'store' AND c.conname = 'store_fence_' || f);
            DO $$
            DECLARE chosen smallint;
            BEGIN
                SELECT fence INTO STRICT chosen FROM {names.Store};
                EXECUTE format('ALTER TABLE {names.Store} ADD CONSTRAINT store_fence_%s CHECK (fence = %s)', chosen, chosen);
            END $$;
            """);
    }
}
