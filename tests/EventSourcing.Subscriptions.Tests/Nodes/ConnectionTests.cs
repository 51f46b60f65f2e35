using EventSourcing.PostgreSql.Tests;
using Npgsql;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>SU-5: the connections of a process grow with <see cref="SubscriptionManagerOptions.MaxConnections"/>, and neither with its projections nor with their partitions.</summary>
internal sealed class ConnectionTests
{
    private const int MostForWork = 3;

    // Leases, hearing, telling, asking whether there is something new, and recording types of events.
    private const int MostBeside = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Test]
    public async Task A_process_has_no_more_connections_than_it_is_said_to_have([Values(1, 8)] int projections, [Values(4, 64)] int partitions)
    {
        await using var database = await SharedServer.CreateDatabaseAsync();
        await using var writer = new PostgreSqlEventStore(database.DataSource, TestEvents.Catalog);
        await writer.AppendAsync(TestEvents.Stream("first"), ExpectedVersion.Any, [TestEvents.New(0)]);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { ApplicationName = "a node" }.ConnectionString);
        var store = new PostgreSqlEventStore(source, TestEvents.Catalog);
        await using var closing = store;
        await using var manager = new SubscriptionManager(
            store,
            new SubscriptionManagerOptions { MaxConnections = MostForWork, Node = new SubscriptionNodeOptions { Id = "a", BalanceInterval = TimeSpan.FromMilliseconds(20), RenewalInterval = TimeSpan.FromMilliseconds(50) } });
        manager.AddProjection<Sums>(o => o with { BatchSize = 2, Partitions = partitions });
        for (var i = 1; i < projections; i++)
        {
            manager.Add(new SubscriptionOptions { Name = $"effects {i}", EventTypes = [typeof(INumbered)], BatchSize = 2, Partitions = partitions, KeyOf = e => $"{TestEvents.ValueOf(e)}" }, HandleAsync);
        }

        await manager.StartAllAsync();
        var (most, written) = (0L, 0);
        var last = default(AppendResult);
        while (written < 200)
        {
            last = await writer.AppendAsync(TestEvents.Stream($"{written % 50}"), ExpectedVersion.Any, TestEvents.Many(++written, 1));
            if (written % 5 == 0) most = Math.Max(most, await ConnectionsAsync());
        }

        await using var observer = new SubscriptionManager(writer);
        foreach (var name in manager.Names) Assert.That(await observer.WaitForAsync(name, last!.LastPosition, Patience), Is.True, name);
        await manager.StopAllAsync();
        most = Math.Max(most, await ConnectionsAsync());
        TestContext.Out.WriteLine($"{most} connections");
        Assert.That(most, Is.InRange(MostForWork, MostForWork + MostBeside));

        static async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken) =>
            await context.Transaction.AppendAsync(TestEvents.Stream(Guid.NewGuid().ToString(), "effects"), ExpectedVersion.Any, [new NewEvent(new Effect(TestEvents.ValueOf(context.Event)))], cancellationToken);

        async Task<long> ConnectionsAsync() => await database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'a node'");
    }
}
