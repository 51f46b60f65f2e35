namespace EventSourcing.PostgreSql.Tests;

/// <summary>The server that the tests of a run share: started by the first that asks, stopped at the end. It does not wait for the disk; a test that kills a server makes its own.</summary>
[SetUpFixture]
public sealed class TestServer
{
    private static readonly Lazy<Task<PostgreSqlServer>> Server = new(() => PostgreSqlServer.CreateAsync(durable: false));

    /// <summary>The server.</summary>
    internal static Task<PostgreSqlServer> Shared => Server.Value;

    /// <summary>Makes an empty database on it.</summary>
    internal static async Task<TestDatabase> CreateDatabaseAsync() => await (await Shared).CreateDatabaseAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (Server.IsValueCreated) await (await Shared).DisposeAsync();
    }
}
