namespace EventSourcing.PostgreSql.ReadModels;

/// <summary>Asks for what users have given to a table of theirs: what goes over to the table that takes its place, and what cannot.</summary>
internal static class PostgreSqlTableParts
{
    /// <summary>What would stay with the old table ($1 the schema, $2 the table), in words.</summary>
    public const string Attachments = $"""
        WITH t AS ({Table})
        SELECT DISTINCT a.part FROM (
            SELECT format('the trigger %I', g.tgname) AS part FROM pg_catalog.pg_trigger g, t WHERE g.tgrelid = t.oid AND NOT g.tgisinternal
            UNION ALL SELECT format('the policy %I', p.polname) FROM pg_catalog.pg_policy p, t WHERE p.polrelid = t.oid
            UNION ALL SELECT 'row-level security' FROM t WHERE t.relrowsecurity
            UNION ALL SELECT format('the constraint %I', k.conname) FROM pg_catalog.pg_constraint k, t WHERE k.conrelid = t.oid AND k.contype IN ('c', 'f', 'u', 'x')
            UNION ALL SELECT format('the foreign key %I of the table %s', k.conname, k.conrelid::regclass) FROM pg_catalog.pg_constraint k, t WHERE k.confrelid = t.oid AND k.contype = 'f' AND k.conrelid <> t.oid
            UNION ALL SELECT format('the rule %I', r.rulename) FROM pg_catalog.pg_rewrite r, t WHERE r.ev_class = t.oid
            UNION ALL SELECT format('the publication %I', p.pubname) FROM pg_catalog.pg_publication_rel m JOIN pg_catalog.pg_publication p ON p.oid = m.prpubid, t WHERE m.prrelid = t.oid
            UNION ALL SELECT format('the table %s, which inherits from it', i.inhrelid::regclass) FROM pg_catalog.pg_inherits i, t WHERE i.inhparent = t.oid
            UNION ALL SELECT format('the sequence %s', s.oid::regclass)
                      FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S', t
                      WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid
            UNION ALL SELECT format('the function %s', d.objid::regprocedure)
                      FROM pg_catalog.pg_depend d, t
                      WHERE d.classid = 'pg_proc'::regclass AND ((d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid) OR (d.refclassid = 'pg_type'::regclass AND d.refobjid = t.reltype))
            UNION ALL SELECT format('the materialized view %s', v.oid::regclass)
                      FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid JOIN pg_catalog.pg_class v ON v.oid = r.ev_class AND v.relkind = 'm', t
                      WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid
        ) a ORDER BY 1
        """;

    /// <summary>Statements that give the rights and comments of a table ($1 the schema, $2 the table) to another one ($3); its owner's it has of itself.</summary>
    public const string RightsAndComments = $"""
        WITH t AS ({Table}),
             own AS (SELECT a.attnum, a.attname, a.attacl FROM pg_catalog.pg_attribute a, t WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND EXISTS (
                 SELECT FROM pg_catalog.pg_attribute b JOIN pg_catalog.pg_class c ON c.oid = b.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname = $1 AND c.relname = $3 AND b.attname = a.attname AND NOT b.attisdropped)),
             acl AS (SELECT '' AS part, x.grantee, x.privilege_type, x.is_grantable FROM t, pg_catalog.aclexplode(t.relacl) x
                     UNION ALL SELECT format(' (%I)', own.attname), x.grantee, x.privilege_type, x.is_grantable FROM own, pg_catalog.aclexplode(own.attacl) x)
        SELECT format('GRANT %s%s ON TABLE %I.%I TO %s%s', acl.privilege_type, acl.part, $1::text, $3::text,
                      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(r.rolname) END, CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
        FROM t, acl LEFT JOIN pg_catalog.pg_roles r ON r.oid = acl.grantee WHERE acl.grantee <> t.relowner
        UNION ALL SELECT format('COMMENT ON TABLE %I.%I IS %L', $1::text, $3::text, pg_catalog.obj_description(t.oid, 'pg_class')) FROM t WHERE pg_catalog.obj_description(t.oid, 'pg_class') IS NOT NULL
        UNION ALL SELECT format('COMMENT ON COLUMN %I.%I.%I IS %L', $1::text, $3::text, own.attname, pg_catalog.col_description(t.oid, own.attnum)) FROM t, own WHERE pg_catalog.col_description(t.oid, own.attnum) IS NOT NULL
        """;

    /// <summary>Statements that give the views of a table ($1 the schema, $2 the table) once more, with the rights that they have.</summary>
    public const string Views = $"""
        WITH t AS ({Table})
        SELECT format('CREATE OR REPLACE VIEW %I.%I%s AS %s', n.nspname, v.relname, CASE WHEN v.reloptions IS NULL THEN '' ELSE format(' WITH (%s)', array_to_string(v.reloptions, ', ')) END, pg_catalog.pg_get_viewdef(v.oid))
        FROM pg_catalog.pg_class v JOIN pg_catalog.pg_namespace n ON n.oid = v.relnamespace
        WHERE v.relkind = 'v' AND v.oid IN (
            SELECT r.ev_class FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid, t
            WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid)
        ORDER BY v.oid
        """;

    private const string Table =
        "SELECT c.oid, c.relacl, c.relowner, c.relrowsecurity, c.reltype FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p')";
}
