namespace EventSourcing.PostgreSql.Tests.Schema;

public sealed class GuardTests
{
    [Test]
    public void No_step_takes_anything_away([Values(0, 2)] int partitions, [Values] bool rowLevelSecurity)
    {
        var layout = new PostgreSqlLayout(new PostgreSqlNames("eventsourcing"), PostgreSqlPayloadType.Json, partitions, rowLevelSecurity);
        foreach (var step in PostgreSqlSchemaSteps.All) Assert.That(PostgreSqlGuard.Find(step.Sql(layout)), Is.Null);
    }

    [Test]
    public void Versions_follow_each_other() => Assert.That(PostgreSqlSchemaSteps.All.Select(s => s.Version), Is.EqualTo(Enumerable.Range(1, PostgreSqlSchemaSteps.All.Count)));

    [TestCase("DROP TABLE events")]
    [TestCase("drop table events")]
    [TestCase("SELECT 1; /* ; */ DROP SCHEMA s CASCADE")]
    [TestCase("ALTER TABLE events DROP COLUMN payload")]
    [TestCase("ALTER TABLE events DROP CONSTRAINT events_by_id")]
    [TestCase("ALTER TABLE events ALTER COLUMN payload TYPE jsonb")]
    [TestCase("ALTER TABLE events ALTER COLUMN payload SET DATA TYPE jsonb")]
    [TestCase("ALTER TABLE events RENAME TO old_events")]
    [TestCase("ALTER TABLE events SET SCHEMA other")]
    [TestCase("ALTER TABLE events SET UNLOGGED")]
    [TestCase("ALTER TABLE events DETACH PARTITION events_p0")]
    [TestCase("ALTER TABLE events DISABLE ROW LEVEL SECURITY")]
    [TestCase("TRUNCATE events")]
    [TestCase("DELETE FROM events")]
    [TestCase("WITH gone AS (DELETE FROM events RETURNING 1) SELECT count(*) FROM gone")]
    [TestCase("UPDATE events SET tenant = null")]
    [TestCase("CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$")]
    [TestCase("DO $$ BEGIN DROP TABLE events; END $$")]
    [TestCase("DO $x$ BEGIN EXECUTE 'DROP TABLE ' || 'events'; END $x$")]
    [TestCase("-- nothing\nDROP INDEX events_by_type")]
    public void A_statement_that_takes_away_is_found(string sql) => Assert.That(PostgreSqlGuard.Find(sql), Is.Not.Null);

    [TestCase("CREATE TABLE t (type int NOT NULL, schema_version int, drop_off text)")]
    [TestCase("INSERT INTO t VALUES ('DROP TABLE t; DELETE FROM t')")]
    [TestCase("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN UPDATE t SET a = 1; DELETE FROM t; RETURN 1; END $f$")]
    [TestCase("-- DROP TABLE t;\nSELECT 1")]
    [TestCase("/* DROP /* nested; */ TABLE t; */ SELECT 1")]
    [TestCase("CREATE POLICY p ON t FOR DELETE USING (true)")]
    [TestCase("SELECT 1 FROM t FOR NO KEY UPDATE")]
    [TestCase("SELECT \"drop\" FROM t")]
    [TestCase("ALTER TABLE t ADD COLUMN note text")]
    [TestCase("DO $$ BEGIN EXECUTE format('ALTER TABLE t ADD COLUMN c%s int', 1); END $$")]
    public void What_only_adds_is_not(string sql) => Assert.That(PostgreSqlGuard.Find(sql), Is.Null);

    [Test]
    public void Text_is_cut_into_statements_where_psql_would()
    {
        const string Sql = "SELECT ';', \";\", E'\\';' ; -- ;\n /* ; /* ; */ ; */ CREATE FUNCTION f() AS $a$ ; $$ ; $a$; ;; SELECT $1::text ";
        Assert.That(PostgreSqlStatements.Split(Sql), Is.EqualTo(new[]
        {
            "SELECT ';', \";\", E'\\';'",
            "-- ;\n /* ; /* ; */ ; */ CREATE FUNCTION f() AS $a$ ; $$ ; $a$",
            "SELECT $1::text",
        }));
    }
}
