namespace EventSourcing.Storage.Tests;

/// <summary>PR-2: what is SQLite's own when a table takes the place of another one.</summary>
[TestFixture]
public sealed class SqliteRebuildTests
{
    private static readonly ProjectionDescriptor<Nothing> Projection = new("nothing", 1, [typeof(Alpha)], [ModelRow.Mapping], static d => new Nothing(d.ReadModel(ModelRow.Mapping)));

    [Test]
    public async Task A_trigger_of_the_table_is_named_before_anything_is_changed_and_a_view_goes_over()
    {
        await using var store = new SqliteEventStore("Data Source=:memory:", TestEvents.Catalog);
        var rebuilder = new ProjectionRebuilder(store);
        await rebuilder.RebuildAsync(Projection);
        await RunAsync(store, "CREATE VIEW flags AS SELECT id FROM model_rows; CREATE TRIGGER watch AFTER INSERT ON model_rows BEGIN SELECT 1; END");
        await store.ReadModel(ModelRow.Mapping).UpsertAsync(new ModelRow(1, "a", 2m, null, null, null, Flag: true));
        var error = Assert.CatchAsync<ReadModelSchemaException>(async () => await rebuilder.RebuildAsync(Projection))!;
        Assert.That((error.Table, error.Differences), Is.EqualTo(("model_rows", new[] { "the trigger \"watch\"" })));
        Assert.That(error.Message, Does.Contain("nothing@1").And.Contain("watch"));
        Assert.That(await rebuilder.FindLeftoversAsync(Projection), Is.Empty);
        Assert.That(await RunAsync(store, "SELECT count(*) FROM flags"), Is.EqualTo(1L));
        await RunAsync(store, "DROP TRIGGER watch");
        await rebuilder.RebuildAsync(Projection);
        Assert.That(await RunAsync(store, "SELECT count(*) FROM flags"), Is.Zero, "the row that no event says is gone, and the view is of the new table");
    }

    private static async Task<object?> RunAsync(SqliteEventStore store, string sql)
    {
        await using var transaction = await store.BeginTransactionAsync();
        object? result;
        await using (var command = transaction.Connection!.CreateCommand())
        {
#pragma warning disable CA2100 // The test writes its own SQL.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.Transaction = transaction.DbTransaction;
            result = await command.ExecuteScalarAsync();
        }

        await transaction.CommitAsync();
        return result;
    }

    private sealed class Nothing(IReadModel<ModelRow> rows) : IProjection
    {
        public ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken) => rows.TruncateAsync(cancellationToken);
    }
}
