using EventSourcing.Storage.Tests;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>RM-1 to RM-3: what is PostgreSQL's own in read models.</summary>
[TestFixture]
public sealed class ReadModelTests
{
    private static readonly EventCatalog Catalog = new([], []);
    private static readonly ModelRow Row = new(1, "a", 2m, 0.5m, "n", 1, Flag: true);

    private TestDatabase _database = null!;

    [SetUp]
    public async Task CreateDatabase() => _database = await TestServer.CreateDatabaseAsync();

    [TearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [Test]
    public async Task Rows_answer_as_a_list_does()
    {
        await using var store = Open();
        await RowModel.CheckAsync(store, 150);
    }

    [Test]
    public async Task Rows_change_as_a_dictionary_does()
    {
        await using var store = Open();
        await RowChangeModel.CheckAsync(store, 100);
    }

    [Test]
    public async Task Rows_that_are_remembered_change_as_a_dictionary_does()
    {
        await using var store = Open();
        await RowChangeModel.CheckAsync(store, 100, remembers: true);
    }

    [Test]
    public async Task Stores_that_start_at_once_make_the_tables_once()
    {
        await using var other = NpgsqlDataSource.Create(_database.ConnectionString);
        PostgreSqlEventStore[] stores = [Open(), Open(), new(other, Catalog), new(other, Catalog)];
        var added = await Task.WhenAll(stores.Select(s => s.ReadModelSchema.ApplyAsync([ModelRow.Mapping]).AsTask()));
        Assert.That(added.Sum(a => a.Count), Is.EqualTo(3), "the table and its two indexes, each by one of them");
        foreach (var store in stores)
        {
            Assert.That(await store.ReadModelSchema.VerifyAsync([ModelRow.Mapping]), Is.Empty);
            await store.DisposeAsync();
        }
    }

    [Test]
    public async Task Where_nothing_may_be_made_what_is_missing_is_an_error_that_says_so()
    {
        await using (var owner = Open()) await owner.GetHeadAsync();
        await using var store = Open(new() { SchemaCreation = PostgreSqlSchemaCreation.Never });
        var error = Assert.CatchAsync<ReadModelSchemaException>(async () => await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]))!;
        Assert.That(error.Message, Does.Contain("SchemaCreation is Never").And.Contain("Script"));
        await _database.ExecuteAsync(store.ReadModelSchema.Script([ModelRow.Mapping]));
        Assert.That(await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]), Is.Empty);
    }

    [Test]
    public async Task A_role_that_may_not_make_tables_is_told_what_to_do_and_uses_those_that_are_there()
    {
        await using var owner = Open();
        await owner.GetHeadAsync();
        var role = $"rows_{_database.Name}";
        await _database.ExecuteAsync($"CREATE ROLE {role} LOGIN; {new PostgreSqlSchema(_database.DataSource).Grants(role)}");
        try
        {
            await using (var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = role }.ConnectionString))
            {
                await using var store = new PostgreSqlEventStore(source, Catalog);
                var error = Assert.CatchAsync<ReadModelSchemaException>(async () => await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]))!;
                Assert.That(error.Message, Does.Contain("permission denied").And.Contain("Script"));
                var script = owner.ReadModelSchema.Script([ModelRow.Mapping]);
                var grant = script[script.IndexOf("GRANT", StringComparison.Ordinal)..].Replace("…", role, StringComparison.Ordinal);
                await _database.ExecuteAsync($"{script}{grant}");
                await store.ReadModel(ModelRow.Mapping).UpsertAsync(Row);
                Assert.That(await store.ReadModel(ModelRow.Mapping).FindAsync((1, "a")), Is.EqualTo(Row));
                await store.ReadModel(ModelRow.Mapping).TruncateAsync();
            }
        }
        finally
        {
            await _database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Test]
    public async Task A_role_projects_with_the_rights_that_Grants_gives_and_no_others([Values(null, "views")] string? schema)
    {
        var options = new PostgreSqlEventStoreOptions { ReadModelSchema = schema };
        await using var owner = Open(options);
        ReadModelMapping[] tables = [ModelRow.Mapping, .. DeliveryTables.All];
        await owner.ReadModelSchema.ApplyAsync([.. tables, CountedRow.Mapping]);
        var role = $"rows_{_database.Name}";
        await _database.ExecuteAsync($"CREATE ROLE {role} LOGIN; {new PostgreSqlSchema(_database.DataSource, options).Grants(role, readModels: tables)}");
        try
        {
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = role }.ConnectionString);
            await using var store = new PostgreSqlEventStore(source, Catalog, options);
            await store.ReadModel(ModelRow.Mapping).UpsertAsync(Row);
            Assert.That(await store.ReadModel(ModelRow.Mapping).CountAsync(), Is.EqualTo(1));
            Assert.That(await store.ReadModel(ModelRow.Mapping).DeleteAsync((1, "a")), Is.True);
            await using var subscriptions = new SubscriptionManager(store);
            Assert.That(await subscriptions.DeadLetters.CountAsync(), Is.Zero);
            Assert.That(await subscriptions.DeadLetters.PurgeAsync(), Is.Zero);
            var error = Assert.CatchAsync<EventSourcingException>(async () => await store.ReadModel(CountedRow.Mapping).CountAsync())!;
            Assert.That(error.Message, Does.Contain("counted_rows").Or.Contain("right"), "what was not granted is refused");
        }
        finally
        {
            await _database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Test]
    public async Task Tables_are_in_the_schema_that_the_option_names()
    {
        await using var store = Open(new() { ReadModelSchema = "views" });
        await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]);
        await store.ReadModel(ModelRow.Mapping).UpsertAsync(Row);
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM views.model_rows"), Is.EqualTo(1));
        Assert.That(store.ReadModelSchema.Script([ModelRow.Mapping]), Does.StartWith("CREATE SCHEMA IF NOT EXISTS \"views\""));
        Assert.That(() => new PostgreSqlEventStoreOptions { ReadModelSchema = "a b" }, Throws.ArgumentException);
    }

    [Test]
    public async Task An_index_that_a_crash_left_half_built_is_built_anew()
    {
        await using var store = Open();
        await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]);
        await store.ReadModel(ModelRow.Mapping).UpsertAsync(Row);
        await _database.ExecuteAsync("UPDATE pg_index SET indisvalid = false WHERE indrelid = 'eventsourcing.model_rows'::regclass AND NOT indisprimary");
        Assert.That(await store.ReadModelSchema.VerifyAsync([ModelRow.Mapping]), Has.Count.EqualTo(2));
        await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]);
        Assert.That(await store.ReadModelSchema.VerifyAsync([ModelRow.Mapping]), Is.Empty);
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM pg_index WHERE indrelid = 'eventsourcing.model_rows'::regclass AND indisvalid"), Is.EqualTo(3));
        Assert.That(await _database.ScalarAsync<long>("SELECT count(*) FROM pg_index WHERE indrelid = 'eventsourcing.model_rows'::regclass"), Is.EqualTo(3), "what was broken is gone");
    }

    [Test]
    public async Task An_index_is_built_beside_those_who_write()
    {
        await using var store = Open();
        await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]);
        await store.ReadModel(ModelRow.Mapping).UpsertAsync(Row);
        await _database.ExecuteAsync("DROP INDEX eventsourcing.model_rows_discount_idx");

        // Whoever builds an index waits for this one. It must not be in the way of others meanwhile.
        await using var before = await store.BeginTransactionAsync();
        await before.ReadModel(ModelRow.Mapping).UpsertAsync(Row with { Id = "before" });
        await before.ReadModel(ModelRow.Mapping).FlushAsync();
        var applying = store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]).AsTask();
        await Eventually.IsAsync(async () => await _database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%' AND wait_event_type = 'Lock'") == 1, "the index waits for who writes");
        await using var source = NpgsqlDataSource.Create(_database.ConnectionString + ";Options=-c lock_timeout=20s");
        await using (var other = new PostgreSqlEventStore(source, Catalog)) await other.ReadModel(ModelRow.Mapping).UpsertAsync(Row with { Id = "meanwhile" });
        Assert.That(applying.IsCompleted, Is.False);
        await before.CommitAsync();
        Assert.That(await applying, Has.Count.EqualTo(1));
        Assert.That(await store.ReadModelSchema.VerifyAsync([ModelRow.Mapping]), Is.Empty);
    }

    [Test]
    public async Task What_the_database_refuses_of_rows_that_waited_loses_the_transaction_with_all_that_it_wrote()
    {
        await using var store = Open();
        await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]);
        await _database.ExecuteAsync("ALTER TABLE eventsourcing.model_rows ADD CHECK (amount < 100)");
        await using (var transaction = await store.BeginTransactionAsync())
        {
            var rows = transaction.ReadModel(ModelRow.Mapping);
            await rows.UpsertManyAsync([Row, Row with { Id = "b", Amount = 100m }]);
            var error = Assert.CatchAsync<EventStoreException>(async () => await rows.CountAsync())!;
            Assert.That((error.OutcomeUnknown, error.IsTransient), Is.EqualTo((false, false)));
            Assert.That(error.Message, Does.Contain("model_rows"));
            Assert.CatchAsync<InvalidOperationException>(async () => await transaction.CommitAsync());
        }

        Assert.That(await store.ReadModel(ModelRow.Mapping).CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Indexes_serve_conditions_orders_and_pages()
    {
        await using var store = Open();
        await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]);
        string[] queries =
        [
            "WHERE \"discount\" = ANY (ARRAY[1.5])", "ORDER BY \"discount\" NULLS FIRST", "ORDER BY \"discount\" DESC NULLS LAST", "WHERE \"note\" = 'n' ORDER BY \"amount\"",
            "WHERE (\"group\" >= 1 AND (\"group\" > 1 OR (\"group\" = 1 AND \"id\" > 'a'))) ORDER BY \"group\", \"id\"",
        ];
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off", connection);
        await command.ExecuteNonQueryAsync();
        foreach (var query in queries)
        {
#pragma warning disable CA2100 // The test writes its own SQL.
            await using var explain = new NpgsqlCommand($"EXPLAIN SELECT * FROM eventsourcing.model_rows {query} LIMIT 10", connection);
#pragma warning restore CA2100
            await using var reader = await explain.ExecuteReaderAsync();
            var plan = new List<string>();
            while (await reader.ReadAsync()) plan.Add(reader.GetString(0));
            Assert.That(string.Join('\n', plan), Does.Contain("Index").And.Not.Contain("Sort").And.Not.Contain("Seq Scan"), query);
        }
    }

    private PostgreSqlEventStore Open(PostgreSqlEventStoreOptions? options = null) => new(_database.DataSource, Catalog, options);
}
