using System.Text;

namespace EventSourcing.PostgreSql;

/// <summary>
/// The SQL of the functions that write. Each of their statements sees what was committed before that statement began, which is what makes the order
/// claim, lock, check, draw, insert right in a single round trip; ADR 0015 has the reasons.
/// </summary>
/// <remarks>
/// A function that was released never changes: another one, with another number at the end of its name, is added. Outcomes are numbers: <see cref="AppendStatus"/>.
/// </remarks>
internal static class AppendFunctions
{
    /// <summary>The transaction sees what was committed when it began, or later: the checks would look at an old state.</summary>
    public const string WrongIsolation = "ESA01";

    /// <summary>A stream of that name is there and cannot be seen: row-level security keeps it from this tenant.</summary>
    public const string HiddenStream = "ESA02";

    private const string Refused = "ESA03";

    /// <summary>Writes one event to one stream.</summary>
    public static string One(PostgreSqlNames names) => names.Of("append_one_1");

    /// <summary>Writes a group of appends, each of which is stored or refused by itself.</summary>
    public static string Group(PostgreSqlNames names) => names.Of("append_group_1");

    /// <summary>Writes to several streams, all or nothing, if a condition is met.</summary>
    public static string Whole(PostgreSqlNames names) => names.Of("append_whole_1");

    /// <summary>Makes the functions.</summary>
    public static string Sql(PostgreSqlLayout layout)
    {
        var sql = new StringBuilder();
        sql.AppendLine(OneSql(layout)).AppendLine();
        sql.AppendLine(ManySql(layout, Group(layout.Names), whole: false)).AppendLine();
        sql.AppendLine(ManySql(layout, Whole(layout.Names), whole: true));
        return sql.ToString();
    }

    private static string OneSql(PostgreSqlLayout layout)
    {
        var names = layout.Names;
        return $"""
            CREATE FUNCTION {One(names)}(
                p_fence bigint, p_scope text, p_category text, p_key text, p_expected bigint,
                p_type int, p_id uuid, p_tenant text, p_occurred timestamptz, p_details json, p_payload {layout.PayloadTypeName},
                OUT o_status int, OUT o_version bigint, OUT o_position bigint) LANGUAGE plpgsql AS $$
            DECLARE
                v_stream bigint;
            BEGIN
            {Guard}
            {Claim(names, "p_category", "p_key", "p_expected", "1", "p_tenant", "o_status", "o_version", "")}
                IF v_stream IS NULL THEN RETURN; END IF;
            {Fence(names)}
                o_position := nextval('{names.Positions}');
                INSERT INTO {names.Events} (position, stream, version, type, event_id, tenant, occurred_at, recorded_at, details, payload)
                VALUES (o_position, v_stream, o_version, p_type, p_id, p_tenant, p_occurred, statement_timestamp(), p_details, p_payload);
            {(layout.IsPartitioned ? $"    INSERT INTO {names.EventIds} (event_id, stream, version) VALUES (p_id, v_stream, o_version);\n" : "")}END $$;
            """;
    }

    private static string ManySql(PostgreSqlLayout layout, string name, bool whole)
    {
        var names = layout.Names;
        return $"""
            CREATE FUNCTION {name}(
                p_fence bigint, p_scope text,
                p_categories text[], p_keys text[], p_expected bigint[], p_counts int[], p_stream_tenants text[],
                p_appends int[], p_offsets int[], p_types int[], p_ids uuid[], p_tenants text[], p_occurred timestamptz[], p_details json[], p_payloads {layout.PayloadTypeName}[],
                p_tag_locks int[], p_tag_events int[], p_tags text[],{(whole ? ConditionParameters : " p_at_once boolean,")}
                OUT o_statuses int[], OUT o_versions bigint[], OUT o_positions bigint[], OUT o_elapsed int{(whole ? ", OUT o_match bigint, OUT o_match_type int" : "")}) LANGUAGE plpgsql AS $$
            DECLARE
                v_streams bigint[];
                v_bases bigint[];
                v_stream bigint;
                v_status int;
                v_version bigint;
                v_stored int := 0;
                v_lock int;
            {(whole ? ConditionVariables : AtOnceVariables)}BEGIN
            {Guard}
            {TagLocks}
            {(whole ? "" : ClaimsAtOnce(names))}{Claims(names, whole)}
                IF v_stored > 0 THEN
            {Fence(names)}
                    SELECT array_agg(CASE WHEN v_streams[a] IS NOT NULL THEN nextval('{names.Positions}') END) INTO o_positions FROM unnest(p_appends) a;
                    INSERT INTO {names.Events} (position, stream, version, type, event_id, tenant, occurred_at, recorded_at, details, payload)
                    SELECT o_positions[e.i], v_streams[e.a], v_bases[e.a] + e.o, e.type, e.id, e.tenant, e.occurred, statement_timestamp(), e.details, e.payload
                    FROM unnest(p_appends, p_offsets, p_types, p_ids, p_tenants, p_occurred, p_details, p_payloads) WITH ORDINALITY AS e (a, o, type, id, tenant, occurred, details, payload, i)
                    WHERE v_streams[e.a] IS NOT NULL;
            {(layout.IsPartitioned ? IdsOfMany(names) : "")}        IF p_tags IS NOT NULL THEN
                        INSERT INTO {names.EventTags} (tag, position)
                        SELECT t.tag, o_positions[t.e] FROM unnest(p_tags, p_tag_events) AS t (tag, e) WHERE o_positions[t.e] IS NOT NULL;
                    END IF;
                END IF;
                o_elapsed := extract(epoch FROM clock_timestamp() - statement_timestamp()) * 1000000;
            END $$;
            """;
    }

    // A raised default isolation would let checks and feed go by an old snapshot.
    private const string Guard =
        $"""
            IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
                RAISE EXCEPTION 'an append needs the isolation level READ COMMITTED, and this transaction has %', upper(current_setting('transaction_isolation')) USING ERRCODE = '{WrongIsolation}';
            END IF;
            IF p_scope IS NOT NULL THEN PERFORM set_config('{PostgreSqlPolicies.Setting}', p_scope, true); END IF;
        """;

    // The bucket of a tag, doubled, and one more where it is taken alone; in ascending order. See TagLocks.
    private const string TagLocks =
        """
            IF p_tag_locks IS NOT NULL THEN
                FOREACH v_lock IN ARRAY p_tag_locks LOOP
                    IF v_lock & 1 = 1 THEN PERFORM pg_advisory_xact_lock((p_fence >> 48)::int, v_lock >> 1);
                    ELSE PERFORM pg_advisory_xact_lock_shared((p_fence >> 48)::int, v_lock >> 1);
                    END IF;
                END LOOP;
            END IF;
        """;

    private const string ConditionParameters = "\n    p_after bigint, p_criterion_tags text[], p_criterion_tag_ends int[], p_excluded_types int[], p_excluded_type_ends int[],";

    private const string ConditionVariables = "    v_tags text[];\n    v_excluded int[];\n    v_match record;\n";

    private const string AtOnceVariables = "    v_rows tid[];\n";

    private static string Fence(PostgreSqlNames names) => $"    PERFORM pg_advisory_xact_lock_shared(p_fence | last_value) FROM {names.Positions};";

    private static string IdsOfMany(PostgreSqlNames names) =>
        $"""
                INSERT INTO {names.EventIds} (event_id, stream, version)
                SELECT e.id, v_streams[e.a], v_bases[e.a] + e.o FROM unnest(p_ids, p_appends, p_offsets) AS e (id, a, o) WHERE v_streams[e.a] IS NOT NULL;

        """;

    /// <summary>
    /// Claims in two statements what a loop would claim in one statement each, which costs the server a third of a group's time: single events, each stream once, where all streams are there.
    /// A group that would begin a stream gives its locks back, and is left to the loop: the streams that are there would be out of the order that all writers keep, and groups could wait in a circle.
    /// </summary>
    /// <remarks>
    /// The subquery locks: therefore it is run for one name after the other, in that order, whatever the planner thinks of the table; a join would be planned, at times from the wrong end. It locks what will
    /// be refused too, so that nothing is left to be claimed later. A locked row stays where it is, so that its place finds it again.
    /// </remarks>
    private static string ClaimsAtOnce(PostgreSqlNames names) =>
        $"""
            IF p_at_once THEN
                BEGIN
                    SELECT count(*) FILTER (WHERE o.ok), array_agg(s.place) FILTER (WHERE o.ok), array_agg(CASE WHEN o.ok THEN s.id END), array_agg(s.version), array_agg(s.version + o.ok::int),
                        array_agg(CASE WHEN o.ok THEN {(int)AppendStatus.Stored} WHEN s.state = 0 THEN {(int)AppendStatus.Conflict} ELSE s.state + {(int)AppendStatus.Conflict} END)
                    INTO v_stored, v_rows, v_streams, v_bases, o_versions, o_statuses
                    FROM unnest(p_categories, p_keys, p_expected) AS c (category, key, expected)
                    CROSS JOIN LATERAL (
                        SELECT x.ctid AS place, x.id, x.version, x.state FROM {names.Streams} x
                        WHERE x.category = c.category AND x.key = c.key
                        FOR NO KEY UPDATE) s
                    CROSS JOIN LATERAL (SELECT s.state = 0 AND (c.expected < 0 OR s.version = c.expected) AS ok) o;
                    IF cardinality(v_bases) IS DISTINCT FROM cardinality(p_keys) THEN RAISE EXCEPTION 'some are not there' USING ERRCODE = '{Refused}'; END IF;
                    UPDATE {names.Streams} SET version = version + 1 WHERE ctid = ANY (v_rows);
                EXCEPTION WHEN SQLSTATE '{Refused}' THEN
                    v_stored := 0;
                    v_streams := NULL;
                    v_bases := NULL;
                    o_versions := NULL;
                    o_statuses := NULL;
                END;
            END IF;

        """;

    private static string Claims(PostgreSqlNames names, bool whole)
    {
        var loop = $"""
                FOR i IN 1 .. cardinality(p_keys) LOOP
                    CONTINUE WHEN o_statuses[i] IS NOT NULL;
                    v_stream := NULL;
            {Claim(names, "p_categories[i]", "p_keys[i]", "p_expected[i]", "p_counts[i]", "p_stream_tenants[i]", "v_status", "v_version", "    ")}
                    v_streams[i] := v_stream;
                    v_bases[i] := v_version - p_counts[i];
                    o_statuses[i] := v_status;
                    o_versions[i] := v_version;
                    IF v_stream IS NOT NULL THEN v_stored := v_stored + 1; END IF;
                END LOOP;
            """;
        if (!whole) return loop;

        // Where one is refused, or the condition is not met, the claims are undone; what the variables say of each stays.
        return $"""
                BEGIN
            {loop}
                    IF v_stored < cardinality(p_keys) THEN RAISE EXCEPTION 'refused' USING ERRCODE = '{Refused}'; END IF;
            {Condition(names)}
                EXCEPTION WHEN SQLSTATE '{Refused}' THEN
                    v_stored := 0;
                END;
            """;
    }

    /// <summary>
    /// Takes a stream's row for the append, and moves its version on; or says why not. What others do meanwhile to the row, or to its name, is waited for and then looked at again,
    /// so that an append without an expectation gets through.
    /// </summary>
    private static string Claim(PostgreSqlNames names, string category, string key, string expected, string count, string tenant, string status, string version, string indent)
    {
        var sql = $"""
                {status} := {(int)AppendStatus.Stored};
                FOR attempt IN 1 .. 100 LOOP
                    IF {expected} <> 0 THEN
                        UPDATE {names.Streams} SET version = version + {count}
                        WHERE category = {category} AND key = {key} AND state = 0 AND ({expected} < 0 OR version = {expected})
                        RETURNING id, version INTO v_stream, {version};
                        EXIT WHEN FOUND;
                    END IF;
                    IF {expected} IN (-1, 0) THEN
                        INSERT INTO {names.Streams} (category, key, version, tenant) VALUES ({category}, {key}, {count}, {tenant})
                        ON CONFLICT DO NOTHING RETURNING id, version INTO v_stream, {version};
                        EXIT WHEN FOUND;
                    END IF;
                    SELECT CASE WHEN state = 0 THEN {(int)AppendStatus.Conflict} ELSE state + {(int)AppendStatus.Conflict} END, version INTO {status}, {version}
                    FROM {names.Streams} WHERE category = {category} AND key = {key};
                    IF FOUND THEN
                        EXIT WHEN {status} <> {(int)AppendStatus.Conflict} OR ({expected} >= 0 AND {version} <> {expected});
                    ELSIF {expected} NOT IN (-1, 0) THEN
                        {status} := {(int)AppendStatus.Conflict};
                        {version} := 0;
                        EXIT;
                    END IF;
                    IF attempt = 100 THEN RAISE EXCEPTION 'stream %/% is there and cannot be seen', {category}, {key} USING ERRCODE = '{HiddenStream}'; END IF;
                    {status} := {(int)AppendStatus.Stored};
                END LOOP;
            """;
        return indent.Length == 0 ? sql : indent + sql.Replace("\n", "\n" + indent, StringComparison.Ordinal);
    }

    // Criteria one after the other, each found by the first of its tags. The locks of all tags are held: what this statement does not see is not under way either.
    private static string Condition(PostgreSqlNames names) =>
        $"""
            IF p_criterion_tag_ends IS NOT NULL THEN
                FOR i IN 1 .. cardinality(p_criterion_tag_ends) LOOP
                    v_tags := p_criterion_tags[coalesce(p_criterion_tag_ends[i - 1], 0) + 1 : p_criterion_tag_ends[i]];
                    v_excluded := p_excluded_types[coalesce(p_excluded_type_ends[i - 1], 0) + 1 : p_excluded_type_ends[i]];
                    SELECT e.position, e.type INTO v_match
                    FROM {names.EventTags} t JOIN {names.Events} e ON e.position = t.position
                    WHERE t.tag = v_tags[1] AND t.position > p_after AND e.type <> ALL (v_excluded)
                        AND NOT EXISTS (
                            SELECT FROM unnest(v_tags[2:]) o (tag)
                            WHERE NOT EXISTS (SELECT FROM {names.EventTags} x WHERE x.tag = o.tag AND x.position = t.position))
                    ORDER BY t.position LIMIT 1;
                    IF FOUND AND (o_match IS NULL OR v_match.position < o_match) THEN
                        o_match := v_match.position;
                        o_match_type := v_match.type;
                    END IF;
                END LOOP;
                IF o_match IS NOT NULL THEN RAISE EXCEPTION 'refused' USING ERRCODE = '{Refused}'; END IF;
            END IF;
        """;
}
