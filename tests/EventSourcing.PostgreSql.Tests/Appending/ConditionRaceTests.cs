using System.Globalization;

namespace EventSourcing.PostgreSql.Tests.Appending;

using static Bookings;

/// <summary>
/// Two appends whose conditions exclude each other never both win: on several connections of several stores, against each other and against appends with the tag and without a condition.
/// The same race with functions that check before they lock shows that the race is one.
/// </summary>
[TestFixture]
public sealed class ConditionRaceTests
{
    private const int Writers = 6;

    private static readonly int Rounds = Environment.GetEnvironmentVariable("LONG") == "1" ? 2_000 : 60;

    [Test]
    public async Task Of_appends_on_one_condition_one_wins()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        Assert.That(await CountDoubleWinsAsync(database, Rounds), Is.Zero);
    }

    [Test]
    public async Task Functions_that_check_before_they_lock_let_several_win()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        await Mutate(database, "append_whole_1", "pg_advisory_xact_lock((p_fence", "pg_try_advisory_xact_lock_shared((p_fence");
        var doubles = 0;
        for (var attempt = 0; attempt < 50 && doubles == 0; attempt++) doubles = await CountDoubleWinsAsync(database, Rounds);
        Assert.That(doubles, Is.Positive);
    }

    [Test]
    public async Task A_condition_and_an_append_with_its_tag_never_pass_each_other()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        await using var deciding = new PostgreSqlEventStore(database.DataSource, Catalog);
        await using var plain = new PostgreSqlEventStore(database.DataSource, Catalog);
        for (var round = 0; round < Rounds; round++)
        {
            var tag = $"round:{round}";
            var decision = TryAsync(deciding, tag, tag);
            var append = plain.AppendAsync(Stream(), ExpectedVersion.NoStream, [Tagged(tag)]).AsTask();

            // Where the decision was taken without knowing of the append, it stands before it.
            var (decided, appended) = (await decision, await append);
            if (decided is { } won) Assert.That(won.LastPosition, Is.LessThan(appended.FirstPosition), tag);
        }
    }

    [Test]
    public async Task Appends_without_tags_take_no_tag_locks_and_those_with_many_close_the_gate()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        await using var store = new PostgreSqlEventStore(database.DataSource, Catalog);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        foreach (var (tags, locks) in new[] { (0, 0), (1, 1), (10, 10), (2_000, 1) })
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await store.AppendAsync(transaction, Stream(), ExpectedVersion.NoStream, [New(), .. Enumerable.Range(0, tags).Select(i => Tagged($"tag:{i}"))]);
            Assert.That(
                await database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"),
                Is.EqualTo(locks),
                $"{tags} tags");
        }
    }

    private static async Task<int> CountDoubleWinsAsync(TestDatabase database, int rounds)
    {
        var stores = Enumerable.Range(0, Writers).Select(_ => new PostgreSqlEventStore(database.DataSource, Catalog)).ToArray();
        var doubles = 0;
        for (var round = 0; round < rounds; round++)
        {
            var tag = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
            var outcomes = await Task.WhenAll(stores.Select((store, i) => Task.Run(() => TryAsync(store, tag, tag, $"writer:{i}"))));
            var wins = outcomes.Count(o => o is not null);
            Assert.That(wins, Is.Positive);
            if (wins > 1) doubles++;
        }

        foreach (var store in stores) await store.DisposeAsync();
        return doubles;
    }

    private static async Task<AppendResult?> TryAsync(PostgreSqlEventStore store, string excluded, params string[] tags)
    {
        try
        {
            return (await store.AppendAsync([new StreamAppend(Stream(), ExpectedVersion.NoStream, [Tagged(tags)])], new AppendCondition(TagQuery.AllTags(excluded)))).Single();
        }
        catch (AppendConditionException)
        {
            return null;
        }
    }

    /// <summary>Puts a changed function in the place of one.</summary>
    private static async Task Mutate(TestDatabase database, string function, string was, string becomes)
    {
        await new PostgreSqlSchema(database.DataSource).ApplyAsync();
        var source = await database.ScalarAsync<string>($"SELECT pg_get_functiondef('eventsourcing.{function}'::regproc)");
        Assert.That(source, Does.Contain(was));
        await database.ExecuteAsync(source.Replace(was, becomes, StringComparison.Ordinal));
    }
}
