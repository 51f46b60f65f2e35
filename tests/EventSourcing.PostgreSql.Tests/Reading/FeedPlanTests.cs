using EventSourcing.PostgreSql.Tests.Appending;
using EventSourcing.Storage;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Reading;

/// <summary>On a large table every filter is driven by its index: no statement of a reading looks at the whole, or sorts it. With the values known to the planner, and without.</summary>
[TestFixture]
public sealed class FeedPlanTests
{
    private const int Rows = 250_000;

    private TestDatabase _database = null!;
    private PostgreSqlEventStore _store = null!;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        _database = await TestServer.CreateDatabaseAsync();
        _store = new PostgreSqlEventStore(_database.DataSource, Bookings.Catalog);
        await _store.AppendAsync(new StreamId("booking", "first"), ExpectedVersion.Any, [Bookings.New(), new NewEvent(new Refunded("x"))]);
        await _store.AppendAsync(new StreamId("other", "first"), ExpectedVersion.Any, [Bookings.New(), new NewEvent(new Refunded("x"))]);
        await _database.ExecuteAsync($$"""
            INSERT INTO eventsourcing.event_types (category, name, schema_version) SELECT 'c' || i, 'booked', 1 FROM generate_series(5, 40) i;
            INSERT INTO eventsourcing.streams (category, key, version, state, tenant) SELECT 'booking', 's' || i, 10, CASE WHEN i % 10 = 0 THEN 1 ELSE 0 END, NULL FROM generate_series(1, {{Rows / 10}}) i;
            INSERT INTO eventsourcing.events (position, stream, version, type, event_id, tenant, occurred_at, recorded_at, details, payload)
            SELECT 4 + i, 3 + (i - 1) / 10, 1 + (i - 1) % 10, 1 + i % 40, gen_random_uuid(), CASE WHEN i % 5 = 0 THEN 't' || i % 100 END, now(), now(), NULL, '{"text":"x"}'
            FROM generate_series(1, {{Rows}}) i;
            INSERT INTO eventsourcing.event_tags (tag, position) SELECT 'tag' || i % 500, 4 + i FROM generate_series(1, {{Rows}}) i;
            INSERT INTO eventsourcing.event_tags (tag, position) SELECT 'even', 4 + i FROM generate_series(2, {{Rows}}, 2) i;
            SELECT setval('eventsourcing.positions', {{Rows + 4}}, true);
            """);
        foreach (var table in (string[])["streams", "events", "event_tags"]) await _database.ExecuteAsync($"VACUUM ANALYZE eventsourcing.{table}");
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task Every_combination_of_filters_is_served_by_an_index([Values] bool types, [Values] bool tenant, [Values] bool occurred, [Values] bool archived, [Values] bool tags, [Values] bool generic)
    {
        var filter = FilterOf(tenant, occurred, archived, tags);
        var plan = await PlanAsync(filter, types ? [1, 2] : null, generic);
        Assert.That(plan, Does.Not.Contain("Seq Scan"), plan);

        // Names and categories alone: no row is read that does not pass, and only positions are sorted.
        if (types && !tenant && !occurred && !archived && !tags) Assert.That(plan, Does.Contain("Index Only Scan using events_by_type").And.Contain("events_by_position").And.Not.Contain("Filter"), plan);

        // What is sorted is what one window of one tenant has, or the few pages of the types that are merged.
        if (!types && !tags && !plan.Contains("Bitmap Index Scan on events_by_tenant", StringComparison.Ordinal)) Assert.That(plan, Does.Not.Contain("Sort"), plan);

        // Where several indexes serve, the server takes the one that reads least by its statistics.
        Assert.That(plan, Does.Contain(tags ? "event_tags_by_tag" : types || tenant ? "events_by_" : "events_by_position"), plan);
    }

    [Test]
    public async Task A_filter_by_name_reads_no_row_that_does_not_pass_however_few_do_and_however_new_the_table_is([Values] bool vacuumed, [Values] bool dense)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (!vacuumed)
        {
            // As after a long time without a vacuum: the index alone cannot say what is visible.
            await using var command = new NpgsqlCommand("UPDATE pg_class SET relallvisible = 0 WHERE relname = 'events'", connection);
            await command.ExecuteNonQueryAsync();
        }

        var plan = await PlanAsync(FilterOf(false, false, false, false), dense ? [.. Enumerable.Range(1, 40)] : [41], generic: false, connection, Rows + 4);
        Assert.That(plan, Does.Contain("using events_by_type").And.Not.Contain("Filter").And.Not.Contain("Seq Scan"), plan);
    }

    [Test]
    public async Task Where_a_good_part_of_the_feed_passes_rows_come_in_the_order_of_their_places([Values] bool generic, [Values] bool few)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        var plan = await PlanAsync(FilterOf(false, false, false, false), few ? [1, 2] : [.. Enumerable.Range(1, 40)], generic, connection, 4_000, isDense: true);
        Assert.That(plan, Does.Contain("using events_by_position").And.Not.Contain("events_by_type").And.Not.Contain("Seq Scan").And.Not.Contain("Sort"), plan);
    }

    [Test]
    public async Task A_reading_of_which_a_good_part_passes_gives_what_a_look_at_every_event_would_give([Values(null, 2_500)] int? limit)
    {
        var expected = await _database.ScalarAsync<long[]>($"SELECT array_agg(position ORDER BY position) FROM (SELECT position FROM eventsourcing.events e JOIN eventsourcing.event_types t ON t.id = e.type WHERE t.name = 'booked' ORDER BY 1 LIMIT {limit?.ToString() ?? "NULL"}) e");
        var scan = new FeedScan();
        var statements = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => System.Diagnostics.ActivitySamplingResult.AllData,
            ActivityStopped = activity => statements.Enqueue(string.Join(" ", activity.TagObjects.Select(t => t.Value as string))),
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        var read = await _store.ReadAllAsync(null, new FeedReadOptions { EventNames = ["booked"], Limit = limit, Scan = scan }).Select(e => e.Position.Value).ToListAsync();
        Assert.That(read, Is.EqualTo(expected));
        Assert.That(scan.ReachedHead, Is.EqualTo(limit is null));
        Assert.That(statements.Count(s => s.Contains("IS NOT FALSE", StringComparison.Ordinal)), Is.GreaterThan(0), "most pages go by position");
    }

    [Test]
    public async Task Filters_give_what_a_look_at_every_event_would_give([Values] bool types, [Values] bool tenant, [Values] bool archived, [Values] bool tags)
    {
        var options = new FeedReadOptions
        {
            EventNames = types ? ["refunded"] : null,
            Tenant = tenant ? "t0" : null,
            SkipArchived = archived,
            Tags = tags ? new TagQuery(new TagCriterion("tag0", "even"), new TagCriterion("tag250")) : null,
            Scan = new FeedScan(),
        };
        var conditions = new List<string> { "true" };
        if (types) conditions.Add("e.type IN (SELECT id FROM eventsourcing.event_types WHERE name = 'refunded')");
        if (tenant) conditions.Add("e.tenant = 't0'");
        if (archived) conditions.Add("s.state <> 1");
        if (tags) conditions.Add("((t.tags @> '{tag0,even}') OR (t.tags @> '{tag250}'))");
        var expected = await _database.ScalarAsync<long[]>($"""
            SELECT coalesce(array_agg(e.position ORDER BY e.position), '{"{}"}') FROM eventsourcing.events e JOIN eventsourcing.streams s ON s.id = e.stream
            LEFT JOIN (SELECT position, array_agg(tag) AS tags FROM eventsourcing.event_tags GROUP BY position) t USING (position) WHERE {string.Join(" AND ", conditions)}
            """);
        if (tags)
        {
            // The rows made here have their tags beside them and not in their metadata, which the store looks at as well: the statements alone are asked.
            Assert.That(await PositionsAsync(FeedFilter.Of(Bookings.Catalog, options)), Is.EqualTo(expected));
            return;
        }

        var read = new List<long>();
        await foreach (var @event in _store.ReadAllAsync(null, options)) read.Add(@event.Position.Value);
        Assert.That(read, Is.EqualTo(expected));
        Assert.That((options.Scan.Position?.Value, options.Scan.ReachedHead), Is.EqualTo((Rows + 4, true)));
    }

    private static FeedFilter FilterOf(bool tenant, bool occurred, bool archived, bool tags)
    {
        // Only a reading of a category asks for instants, and only one of the feed for tags: the statements know every combination.
        var options = new FeedReadOptions { Tenant = tenant ? "t5" : null, SkipArchived = archived, Tags = tags ? new TagQuery(new TagCriterion("tag7", "tag8"), new TagCriterion("tag9")) : null };
        var filter = FeedFilter.Of(Bookings.Catalog, options);
        if (!occurred) return filter;
        var category = FeedFilter.Of(Bookings.Catalog, "booking", new CategoryReadOptions { OccurredFrom = DateTimeOffset.UnixEpoch });
        typeof(FeedFilter).GetProperty(nameof(FeedFilter.OccurredFrom))!.SetValue(filter, category.OccurredFrom);
        return filter;
    }

    private static string TypeName(object? value) => value switch
    {
        long => "bigint",
        string => "text",
        DateTime => "timestamptz",
        int[] => "int[]",
        long[] => "bigint[]",
        string[] => "text[]",
        _ => throw new ArgumentException($"{value?.GetType()} is no parameter of a reading.", nameof(value)),
    };

    private async Task<string> PlanAsync(FeedFilter filter, int[]? types, bool generic)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        return await PlanAsync(filter, types, generic, connection, 65_536);
    }

    private static async Task<string> PlanAsync(FeedFilter filter, int[]? types, bool generic, NpgsqlConnection connection, long upTo, bool isDense = false)
    {
        await using var batch = new NpgsqlBatch(connection);
        new PostgreSqlFeedQueries(new PostgreSqlNames("eventsourcing"), PostgreSqlPayloadType.Json, partitions: 0).Add(batch, filter, filter.Tenant, types, 0, upTo, 500, isDense);
        var statement = batch.BatchCommands[0];
        await using var command = connection.CreateCommand();
        if (generic)
        {
            var parameters = statement.Parameters.Cast<NpgsqlParameter>().Select(p => TypeName(p.Value)).ToArray();
            command.CommandText = $"DEALLOCATE ALL; PREPARE page ({string.Join(", ", parameters)}) AS {statement.CommandText}; SET plan_cache_mode = force_generic_plan; EXPLAIN EXECUTE page ({string.Join(", ", parameters.Select(_ => "NULL"))})";
        }
        else
        {
            command.CommandText = "EXPLAIN " + statement.CommandText;
            foreach (NpgsqlParameter parameter in statement.Parameters) command.Parameters.Add(parameter.Clone());
        }

        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return string.Join(Environment.NewLine, lines);
    }

    private async Task<List<long>> PositionsAsync(FeedFilter filter)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        var types = await TypesAsync(filter);
        new PostgreSqlFeedQueries(new PostgreSqlNames("eventsourcing"), PostgreSqlPayloadType.Json, partitions: 0).Add(batch, filter, filter.Tenant, types, 0, long.MaxValue, Rows);
        var positions = new List<long>();
        await using var reader = await batch.ExecuteReaderAsync();
        while (await reader.ReadAsync()) positions.Add(reader.GetInt64(0));
        return positions;
    }

    private async Task<int[]?> TypesAsync(FeedFilter filter) => filter.Names is null
        ? null
        : await _database.ScalarAsync<int[]>("SELECT array_agg(id ORDER BY id) FROM eventsourcing.event_types WHERE name = 'refunded'");
}
