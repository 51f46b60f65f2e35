using System.Globalization;
using EventSourcing.PostgreSql.Tests.Appending;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>
/// Many writers at once that append in every way there is, import, commit late or roll back, while followers read; in the end each follower must have been given exactly what the table holds,
/// in its order.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="store">The store that writes.</param>
/// <param name="seed">What the random choices come from.</param>
/// <param name="writers">How many writers.</param>
/// <param name="appends">How many appends each makes.</param>
internal sealed class FeedHammer(TestDatabase database, PostgreSqlEventStore store, int seed, int writers, int appends)
{
    private static readonly StreamId[] Hot = [.. Enumerable.Range(0, 3).Select(i => new StreamId("hot", $"{i}"))];

    /// <summary>Runs it.</summary>
    /// <returns>What is wrong; empty if nothing is.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<FeedFollower> followers)
    {
        // Their types first, so that none of them waits for another's.
        await store.AppendAsync(Hot[0], ExpectedVersion.Any, [Bookings.New(), new NewEvent(new Refunded("x"))]);
        await store.AppendAsync(Bookings.Stream(), ExpectedVersion.Any, [Bookings.New(), new NewEvent(new Refunded("x"))]);
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(i => Task.Run(() => WriteAsync(new Random((seed * 1000) + i)))));
        await Task.WhenAll(followers.Select(f => Task.Run(() => FollowAsync(f, writing))));
        await writing;
        var faults = new List<string>();
        foreach (var follower in followers)
        {
            var stored = await StoredAsync(follower.Expected);
            if (!follower.Given.SequenceEqual(stored)) faults.Add(Describe(follower, stored));
        }

        return faults;
    }

    private static async Task FollowAsync(FeedFollower follower, Task writing)
    {
        while (!writing.IsCompleted) await follower.ReadAsync();
        var before = -1;
        while (before < follower.Given.Count)
        {
            before = follower.Given.Count;
            await follower.ReadAsync();
        }
    }

    private static NewEvent[] Events(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(10) == 0 ? new NewEvent(new Refunded("r")) : Bookings.New(new string('x', random.Next(300))))];

    private static async IAsyncEnumerable<ImportedEvent> Imported(Random random, int count)
    {
        for (var i = 0; i < count; i++) yield return new ImportedEvent(Stream(random), random.Next(10) == 0 ? new Refunded("i") : new Booked("i"));
        await Task.CompletedTask;
    }

    private static StreamId Stream(Random random) => random.Next(3) == 0 ? Hot[random.Next(Hot.Length)] : Bookings.Stream(random.Next(50));

    private async Task WriteAsync(Random random)
    {
        for (var i = 0; i < appends; i++)
        {
            switch (random.Next(20))
            {
                case 0 or 1:
                    await JoinAsync(random, commit: true);
                    break;
                case 2 or 3:
                    await JoinAsync(random, commit: false);
                    break;
                case 4:
                    await store.AppendAsync([new StreamAppend(Hot[0], ExpectedVersion.Any, Events(random, 2)), new StreamAppend(Bookings.Stream(), ExpectedVersion.NoStream, Events(random, 1))]);
                    break;
                case 5:
                    await store.ImportAsync(Imported(random, random.Next(1, 30)), new PostgreSqlImportOptions { BatchSize = random.Next(1, 12) });
                    break;
                case < 9:
                    await store.AppendAsync(Stream(random), ExpectedVersion.Any, Events(random, random.Next(2, 20)));
                    break;
                default:
                    await store.AppendAsync(Stream(random), ExpectedVersion.Any, Events(random, 1));
                    break;
            }
        }
    }

    // In a transaction of the writer's own, which the server keeps open for a while.
    private async Task JoinAsync(Random random, bool commit)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await store.AppendAsync(transaction, Bookings.Stream(), ExpectedVersion.Any, Events(random, random.Next(1, 5)));
        await using var command = new NpgsqlCommand("SELECT pg_sleep($1)", connection, transaction) { Parameters = { new NpgsqlParameter<double> { TypedValue = random.NextDouble() * 0.02 } } };
        await command.ExecuteNonQueryAsync();
        if (commit) await transaction.CommitAsync();
        else await transaction.RollbackAsync();
    }

    private async Task<List<long>> StoredAsync(string condition)
    {
        await using var command = database.DataSource.CreateCommand($"SELECT position FROM eventsourcing.event_log WHERE {condition} ORDER BY position");
        await using var reader = await command.ExecuteReaderAsync();
        var positions = new List<long>();
        while (await reader.ReadAsync()) positions.Add(reader.GetInt64(0));
        return positions;
    }

    private static string Describe(FeedFollower follower, List<long> stored)
    {
        var missing = stored.Except(follower.Given).Take(5);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{follower.Name} was given {follower.Given.Count} of {stored.Count} events, {follower.Given.Count - follower.Given.Distinct().Count()} of them twice{(follower.Given.Order().SequenceEqual(follower.Given) ? "" : ", not in order")}; missing: {string.Join(", ", missing)}");
    }
}
