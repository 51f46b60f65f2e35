using EventSourcing.PostgreSql.Tests;

namespace EventSourcing.Hosting.Tests;

/// <summary>The PostgreSQL server that the tests of a run share.</summary>
[SetUpFixture]
public sealed class TestServer
{
    private static readonly Lazy<Task<PostgreSqlServer>> Server = new(() => PostgreSqlServer.CreateAsync(durable: false));

    internal static async Task<TestDatabase> CreateDatabaseAsync() => await (await Server.Value).CreateDatabaseAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (Server.IsValueCreated) await (await Server.Value).DisposeAsync();
    }
}
