using Microsoft.Data.Sqlite;

namespace EventSourcing.Storage.Tests;

/// <summary>RM-1 to RM-3: what is SQLite's own in read models.</summary>
[TestFixture]
public sealed class SqliteReadModelTests
{
    private static readonly ModelRow Row = new(1, "a", 2.50m, 0.5m, "n", 1, Flag: true);

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Another_program_reads_the_rows_as_they_are()
    {
        await using var store = Open();
        await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]);
        await store.ReadModel(ModelRow.Mapping).UpsertManyAsync([Row, Row with { Id = "b", Amount = 10m, Discount = null }]);

        // Without our collation, as any other program.
        await using var connection = new SqliteConnection(_folder.DataSource());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(id || '=' || amount, ';') FROM (SELECT id, amount FROM model_rows WHERE amount LIKE '%0' ORDER BY amount)";
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo("b=10;a=2.50"), "as texts, and in the order of texts");
    }

    [Test]
    public async Task A_file_that_is_opened_again_has_its_rows_and_orders_its_decimals_by_value()
    {
        await using (var store = Open())
        {
            await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]);
            await store.ReadModel(ModelRow.Mapping).UpsertManyAsync([Row with { Discount = 10m }, Row with { Id = "b", Discount = 9.5m }, Row with { Id = "c", Discount = -1m }]);
        }

        await using var again = Open();
        Assert.That(await again.ReadModelSchema.ApplyAsync([ModelRow.Mapping]), Is.Empty);
        var found = new List<string>();
        await foreach (var row in again.ReadModel(ModelRow.Mapping).QueryAsync(new ReadModelQuery<ModelRow>().OrderBy(ModelRow.DiscountColumn))) found.Add(row.Id);
        Assert.That(found, Is.EqualTo(new[] { "c", "b", "a" }));
    }

    [Test]
    public async Task Indexes_serve_conditions_orders_and_pages()
    {
        await using var store = Open();
        await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]);
        await using var transaction = await store.BeginTransactionAsync();
        string[] queries =
        [
            "WHERE \"discount\" COLLATE es_decimal = '1'", "ORDER BY \"discount\" COLLATE es_decimal", "ORDER BY \"discount\" COLLATE es_decimal DESC",
            "WHERE \"note\" = 'n' ORDER BY \"amount\" COLLATE es_decimal", "WHERE (\"group\" >= 1 AND (\"group\" > 1 OR (\"group\" = 1 AND \"id\" > 'a'))) ORDER BY \"group\", \"id\"",
        ];
        foreach (var query in queries)
        {
            await using var command = transaction.Connection!.CreateCommand();
#pragma warning disable CA2100 // The test writes its own SQL.
            command.CommandText = $"EXPLAIN QUERY PLAN SELECT * FROM model_rows {query}";
#pragma warning restore CA2100
            command.Transaction = transaction.DbTransaction;
            var plan = new List<string>();
            await using (var reader = await command.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync()) plan.Add(reader.GetString(3));
            }

            Assert.That(string.Join('\n', plan), Does.Contain("INDEX").Or.Contain("PRIMARY KEY").And.Not.Contain("TEMP B-TREE"), query);
        }
    }

    [Test]
    public async Task What_somebody_wrote_by_hand_and_no_row_can_have_is_an_error_that_names_the_column()
    {
        await using var store = Open();
        await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]);
        var rows = store.ReadModel(ModelRow.Mapping);
        await rows.UpsertAsync(Row);
        await using (var transaction = await store.BeginTransactionAsync())
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.CommandText = "UPDATE model_rows SET amount = 'much'";
            command.Transaction = transaction.DbTransaction;
            await command.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        var error = Assert.CatchAsync<SerializationException>(async () => await rows.FindAsync((1, "a")))!;
        Assert.That(error.Member, Is.EqualTo("amount"));
        Assert.That(error.Message, Does.Contain("'much'").And.Contain("model_rows"));
        Assert.That(await rows.CountAsync(ModelRow.AmountColumn.GreaterThan(1m)), Is.EqualTo(1), "it is ordered all the same");
    }

    [Test]
    public async Task Tables_take_values_of_their_types_alone()
    {
        await using var store = Open();
        await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]);
        await store.ReadModel(ModelRow.Mapping).UpsertAsync(Row);
        await using var transaction = await store.BeginTransactionAsync();
        await using var command = transaction.Connection!.CreateCommand();
        command.CommandText = "UPDATE model_rows SET count = 'many'";
        command.Transaction = transaction.DbTransaction;
        Assert.CatchAsync<SqliteException>(async () => await command.ExecuteNonQueryAsync());
    }

    [Test]
    public async Task An_index_is_made_beside_one_of_its_name_and_beside_one_over_some_rows()
    {
        await using var store = Open();
        await store.ReadModelSchema.ApplyAsync([CountedRow.Mapping]);
        await using (var transaction = await store.BeginTransactionAsync())
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.CommandText = "CREATE TABLE other (x); CREATE INDEX model_rows_by_discount ON other (x); DROP INDEX counted_rows_by_note; CREATE INDEX some ON counted_rows (note) WHERE version > 1";
            command.Transaction = transaction.DbTransaction;
            await command.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        Assert.That(await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]), Has.Count.EqualTo(3), "the table and its two indexes");
        Assert.That(await store.ReadModelSchema.ApplyAsync([CountedRow.Mapping]), Has.Count.EqualTo(1), "the index over all rows");
        Assert.That(await store.ReadModelSchema.VerifyAsync([ModelRow.Mapping, CountedRow.Mapping]), Is.Empty);
    }

    [Test]
    public async Task Rows_and_events_of_one_transaction_are_stored_together_or_not_at_all()
    {
        await using var store = Open();
        await store.ReadModelSchema.ApplyAsync([ModelRow.Mapping]);
        foreach (var commits in new[] { false, true })
        {
            await using var transaction = await store.BeginTransactionAsync();
            await transaction.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(2));
            await transaction.ReadModel(ModelRow.Mapping).UpsertAsync(Row);
            if (commits) await transaction.CommitAsync();
            await transaction.DisposeAsync();
            Assert.That((await store.GetVersionAsync(TestEvents.Stream()), await store.ReadModel(ModelRow.Mapping).CountAsync()), Is.EqualTo(commits ? (2L, 1L) : (0L, 0L)));
        }
    }

    private SqliteEventStore Open() => new(_folder.DataSource(), TestEvents.Catalog, new() { Synchronous = Sqlite.SqliteSynchronous.Normal });
}
