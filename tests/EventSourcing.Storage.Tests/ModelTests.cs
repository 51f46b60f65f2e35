using CsCheck;

namespace EventSourcing.Storage.Tests;

/// <summary>Random commands give the same answers as a model that is too simple to be wrong.</summary>
[TestFixture]
public sealed class ModelTests
{
    private static readonly Gen<Step> Steps = Gen.OneOf(
        Gen.Select(Gen.Int[0, 3], Gen.Int[-2, 6], Gen.Int[0, 40].Array[1, 4], Gen.Int[0, 9], (stream, expected, ids, salt) => (Step)new AppendStep(stream, expected, ids, salt == 0)),
        Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 5], (stream, back, from, to, limit) => (Step)new ReadStep(stream, back, from, to, limit)),
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 5], (after, name, category, tenant, limit) => (Step)new FeedStep(after, name, category, tenant, limit)));

    [Test]
    public void The_in_memory_store_answers_as_the_model_does() =>
        Steps.Array[1, 60].SampleAsync(steps => RunAsync(new InMemoryEventStore(TestEvents.Catalog), steps), iter: 1_000).GetAwaiter().GetResult();

    [Test]
    public void The_sqlite_store_answers_as_the_model_does() =>
        Steps.Array[1, 60].SampleAsync(steps => RunAsync(new SqliteEventStore("Data Source=:memory:", TestEvents.Catalog, new() { ReadPageSize = 3 }), steps), iter: 500).GetAwaiter().GetResult();

    [Test]
    public async Task The_sqlite_store_on_a_file_answers_as_the_model_does_although_it_is_closed_and_opened_in_between()
    {
        using var folder = new TemporaryFolder();
        await Steps.Array[1, 60].SampleAsync(
            async steps =>
            {
                var file = folder.DataSource($"{Guid.NewGuid():N}.db");
                var model = new StoreModel();
                foreach (var part in steps.Chunk(15)) await RunAsync(new SqliteEventStore(file, TestEvents.Catalog, new() { ReadPageSize = 2, Synchronous = Sqlite.SqliteSynchronous.Normal }), part, model);
            },
            iter: 60);
    }

    private static async Task RunAsync<TStore>(TStore store, Step[] steps, StoreModel? model = null)
        where TStore : IEventStore, IEventDirectory
    {
        await using (store)
        {
            model ??= new StoreModel();
            foreach (var step in steps)
            {
                var (expected, actual) = await step.RunAsync(store, model);
                if (expected != actual) throw new InvalidOperationException($"{step}{Environment.NewLine}  model: {expected}{Environment.NewLine}  store: {actual}");
            }

            var (wanted, found) = await new FeedStep(0, 0, 0, 0, 0).RunAsync(store, model);
            if (wanted != found) throw new InvalidOperationException($"The whole feed{Environment.NewLine}  model: {wanted}{Environment.NewLine}  store: {found}");
        }
    }
}
