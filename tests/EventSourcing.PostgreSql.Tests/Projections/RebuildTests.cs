using EventSourcing.PostgreSql.Tests.Appending;

namespace EventSourcing.PostgreSql.Tests.Projections;

/// <summary>PR-2: what is PostgreSQL's own when a table takes the place of another one.</summary>
[TestFixture]
public sealed class RebuildTests
{
    private const string Table = "eventsourcing.booking_rows";

    private static readonly StreamId Stream = Bookings.Stream("1");

    private TestDatabase _database = null!;
    private PostgreSqlEventStore _store = null!;
    private InlineProjections _inline = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _database = await TestServer.CreateDatabaseAsync();
        _store = new PostgreSqlEventStore(_database.DataSource, Bookings.Catalog);
        _inline = await InlineProjections.OpenAsync(_store, [BookingCounts.Descriptor(1)]);
        await _inline.AppendAsync(Stream, ExpectedVersion.NoStream, Bookings.Many(3));
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task Rights_comments_and_views_go_over([Values] bool keepOld)
    {
        var role = $"reads_{_database.Name}";
        await _database.ExecuteAsync(
            $"""
            CREATE ROLE {role};
            GRANT SELECT, INSERT ON {Table} TO {role} WITH GRANT OPTION;
            GRANT UPDATE ("count") ON {Table} TO {role};
            GRANT SELECT ON {Table} TO PUBLIC;
            COMMENT ON TABLE {Table} IS 'It''s ours.';
            COMMENT ON COLUMN {Table}."last" IS 'Of all';
            CREATE VIEW many WITH (security_barrier = true) AS SELECT "key" AS id, "count" AS number FROM {Table} b WHERE "last" <> '';
            CREATE VIEW most AS SELECT max(number) AS number FROM many;
            GRANT SELECT ON many TO {role};
            """);
        try
        {
            for (var version = 2; version <= 3; version++)
            {
                var rebuilder = new ProjectionRebuilder(_store);
                await rebuilder.RebuildAsync(BookingCounts.Descriptor(version), new RebuildOptions { KeepOldTables = keepOld });
                Assert.That(await _database.ScalarAsync<int>("SELECT number FROM most"), Is.EqualTo(3 * version));
                Assert.That(await rebuilder.FindLeftoversAsync(BookingCounts.Descriptor(version)), Is.EqualTo(keepOld ? new[] { "booking_rows__old" } : []));
            }

            Assert.That(await _database.ScalarAsync<string>($"SELECT obj_description('{Table}'::regclass, 'pg_class')"), Is.EqualTo("It's ours."));
            Assert.That(await _database.ScalarAsync<string>($"SELECT col_description('{Table}'::regclass, 3)"), Is.EqualTo("Of all"));
            Assert.That(await _database.ScalarAsync<string>("SELECT array_to_string(reloptions, ',') FROM pg_class WHERE relname = 'many'"), Is.EqualTo("security_barrier=true"));
            foreach (var right in new[] { "INSERT WITH GRANT OPTION", "SELECT" })
                Assert.That(await _database.ScalarAsync<bool>($"SELECT has_table_privilege('{role}', '{Table}', '{right}')"), Is.True, right);
            Assert.That(await _database.ScalarAsync<bool>($"SELECT has_table_privilege('{role}', '{Table}', 'UPDATE, DELETE')"), Is.False);
            Assert.That(await _database.ScalarAsync<bool>($"SELECT has_column_privilege('{role}', '{Table}', 'count', 'UPDATE') AND NOT has_column_privilege('{role}', '{Table}', 'last', 'UPDATE')"), Is.True);
            Assert.That(await _database.ScalarAsync<bool>($"SELECT has_table_privilege('{role}', 'many', 'SELECT')"), Is.True);
            Assert.That(await _database.ScalarAsync<long>($"SELECT count(*) FROM pg_class, aclexplode(relacl) a WHERE oid = '{Table}'::regclass AND a.grantee = 0"), Is.EqualTo(1));
        }
        finally
        {
            await _database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [TestCase("the trigger watch", "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER watch AFTER INSERT ON {0} FOR EACH ROW EXECUTE FUNCTION f()", "DROP TRIGGER watch ON {0}")]
    [TestCase("the policy own", "CREATE POLICY own ON {0} USING (true)", "DROP POLICY own ON {0}")]
    [TestCase("row-level security", "ALTER TABLE {0} ENABLE ROW LEVEL SECURITY", "ALTER TABLE {0} DISABLE ROW LEVEL SECURITY")]
    [TestCase("the constraint few", "ALTER TABLE {0} ADD CONSTRAINT few CHECK (\"count\" < 1000)", "ALTER TABLE {0} DROP CONSTRAINT few")]
    [TestCase("the constraint single", "ALTER TABLE {0} ADD CONSTRAINT single UNIQUE (\"last\")", "ALTER TABLE {0} DROP CONSTRAINT single")]
    [TestCase("the foreign key notes_key_fkey of the table notes", "CREATE TABLE notes (\"key\" text REFERENCES {0})", "DROP TABLE notes")]
    [TestCase("the sequence eventsourcing.numbers", "CREATE SEQUENCE eventsourcing.numbers OWNED BY {0}.\"count\"", "DROP SEQUENCE eventsourcing.numbers")]
    [TestCase("the materialized view copies", "CREATE MATERIALIZED VIEW copies AS SELECT * FROM {0}", "DROP MATERIALIZED VIEW copies")]
    [TestCase("the publication news", "CREATE PUBLICATION news FOR TABLE {0}", "DROP PUBLICATION news")]
    [TestCase("the rule quiet", "CREATE RULE quiet AS ON DELETE TO {0} DO ALSO NOTHING", "DROP RULE quiet ON {0}")]
    [TestCase("the table parts, which inherits from it", "CREATE TABLE parts () INHERITS ({0})", "DROP TABLE parts")]
    [TestCase("the function total({0})", "CREATE FUNCTION total(r {0}) RETURNS int LANGUAGE sql AS 'SELECT 1'", "DROP FUNCTION total")]
    public async Task What_cannot_go_over_is_named_before_anything_is_changed(string part, string add, string drop)
    {
        await _database.ExecuteAsync(add.Replace("{0}", Table, StringComparison.Ordinal));
        var rebuilder = new ProjectionRebuilder(_store);
        var error = Assert.CatchAsync<ReadModelSchemaException>(async () => await rebuilder.RebuildAsync(BookingCounts.Descriptor(2), new RebuildOptions { KeepOldTables = true }))!;
        Assert.That(error.Differences, Does.Contain(part.Replace("{0}", Table, StringComparison.Ordinal)));
        Assert.That(await rebuilder.FindLeftoversAsync(BookingCounts.Descriptor(2)), Is.Empty);
        Assert.That(await CountAsync(), Is.EqualTo(3));
        await _database.ExecuteAsync(drop.Replace("{0}", Table, StringComparison.Ordinal));
        await rebuilder.RebuildAsync(BookingCounts.Descriptor(2));
        Assert.That(await CountAsync(), Is.EqualTo(6));
    }

    [Test]
    public async Task What_is_added_while_the_tables_fill_is_found_at_the_take_over_too()
    {
        var rebuilder = new ProjectionRebuilder(_store);
        var progress = new Told(p =>
        {
            if (p.Phase == RebuildPhase.TakingOver) _database.ExecuteAsync($"ALTER TABLE {Table} ADD CONSTRAINT few CHECK (\"count\" < 1000)").GetAwaiter().GetResult();
        });
        var error = Assert.CatchAsync<ReadModelSchemaException>(async () => await rebuilder.RebuildAsync(BookingCounts.Descriptor(2), progress: progress))!;
        Assert.That(error.Message, Does.Contain("the constraint few").And.Contain("booking-counts@2"));
        Assert.That(await CountAsync(), Is.EqualTo(3));
        await _inline.AppendAsync(Stream, ExpectedVersion.Any, Bookings.Many(1));
        await _database.ExecuteAsync($"ALTER TABLE {Table} DROP CONSTRAINT few");
        var result = await rebuilder.RebuildAsync(BookingCounts.Descriptor(2));
        Assert.That((result.WasResumed, result.EventsHandled, await CountAsync()), Is.EqualTo((true, 1L, 8)));
    }

    [Test]
    public async Task A_view_that_asks_for_what_the_new_table_lacks_is_named_and_all_is_as_it_was()
    {
        await _database.ExecuteAsync($"CREATE VIEW lasts AS SELECT \"last\" FROM {Table}");
        var (rebuilder, slim) = (new ProjectionRebuilder(_store), BookingCounts.Descriptor(2, BookingRow.Slim));
        var error = Assert.CatchAsync<ReadModelSchemaException>(async () => await rebuilder.RebuildAsync(slim))!;
        Assert.That(error.Message, Does.Contain("lasts").And.Contain("column"));
        Assert.That(await _database.ScalarAsync<string>("SELECT \"last\" FROM lasts"), Is.EqualTo("3"));
        Assert.That(await CountAsync(), Is.EqualTo(3));
        await _database.ExecuteAsync("DROP VIEW lasts");
        Assert.That((await rebuilder.RebuildAsync(slim)).WasResumed, Is.True);
        Assert.That(await CountAsync(BookingRow.Slim), Is.EqualTo(6));
    }

    [Test]
    public async Task What_an_append_under_way_hides_from_the_feed_is_not_taken_for_handled()
    {
        // Its position is drawn: nobody reads past it, while the rows that serve have what came after.
        await using (var open = await _store.BeginTransactionAsync())
        {
            await open.AppendAsync(Bookings.Stream(), ExpectedVersion.NoStream, [new NewEvent(new Refunded("under way"))]);
            await _inline.AppendAsync(Stream, ExpectedVersion.Any, Bookings.Many(2));
            var error = Assert.CatchAsync<EventStoreException>(async () => await new ProjectionRebuilder(_inline).RebuildAsync(BookingCounts.Descriptor(2)))!;
            Assert.That((error.IsTransient, error.OutcomeUnknown), Is.EqualTo((true, false)));
            Assert.That(error.Message, Does.Contain("hold it back").And.Contain("booking-counts"));
        }

        Assert.That(await CountAsync(), Is.EqualTo(5));
        await new ProjectionRebuilder(_inline).RebuildAsync(BookingCounts.Descriptor(2));
        Assert.That(await CountAsync(), Is.EqualTo(10));
    }

    private async Task<int> CountAsync(ReadModelMapping<BookingRow>? mapping = null) => (await _store.ReadModel(mapping ?? BookingRow.Mapping).GetAsync(Stream.Key)).Count;

    private sealed class Told(Action<RebuildProgress> tell) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => tell(value);
    }
}
