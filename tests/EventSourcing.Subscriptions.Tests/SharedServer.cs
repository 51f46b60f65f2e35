using EventSourcing.PostgreSql.Tests;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>The PostgreSQL server that the tests of a run share: started by the first that asks, stopped at the end.</summary>
[SetUpFixture]
public sealed class SharedServer
{
    private static readonly Lazy<Task<PostgreSqlServer>> Server = new(() => PostgreSqlServer.CreateAsync(durable: false));

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (Server.IsValueCreated) await (await Server.Value).DisposeAsync();
    }

    /// <summary>Makes an empty database on it.</summary>
    internal static async Task<TestDatabase> CreateDatabaseAsync() => await (await Server.Value).CreateDatabaseAsync();
}
