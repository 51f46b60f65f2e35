using System.Data;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Connections;

/// <summary>Connections are kept for a moment, and given back to the pool when nobody has wanted them.</summary>
public sealed class IdleConnectionTests
{
    [Test]
    public async Task A_kept_connection_that_nobody_wants_is_given_back()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString + ";Maximum Pool Size=8");
        var clock = new FakeTimeProvider();
        using var connections = new PostgreSqlKeptConnections(source, clock);
        var (one, other) = (await connections.RentAsync(CancellationToken.None), await connections.RentAsync(CancellationToken.None));
        await connections.GiveBackAsync(one);
        await connections.GiveBackAsync(other);
        Assert.That((one.State, other.State), Is.EqualTo((ConnectionState.Open, ConnectionState.Open)), "kept");

        // One is wanted in every moment, the other never again.
        for (var i = 0; i < 3; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            var taken = await connections.RentAsync(CancellationToken.None);
            Assert.That(taken, Is.SameAs(other), "the one that was used last");
            await connections.GiveBackAsync(taken);
        }

        Assert.That((one.State, other.State), Is.EqualTo((ConnectionState.Closed, ConnectionState.Open)));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(other.State, Is.EqualTo(ConnectionState.Closed));
        await using var again = await connections.RentAsync(CancellationToken.None);
        Assert.That(again.State, Is.EqualTo(ConnectionState.Open));
    }
}
