using EventSourcing.PostgreSql.Tests.Appending;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>A store in a database of its own, and sessions beside it whose transactions stay open as long as the test wants.</summary>
public abstract class FeedTestBase
{
    private readonly List<NpgsqlConnection> _sessions = [];

    internal TestDatabase Database { get; private set; } = null!;

    internal PostgreSqlEventStore Store { get; private set; } = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        Database = await TestServer.CreateDatabaseAsync();
        Store = new PostgreSqlEventStore(Database.DataSource, Bookings.Catalog);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        foreach (var session in _sessions) await session.DisposeAsync();
        await Store.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>A session with an open transaction.</summary>
    internal async Task<NpgsqlTransaction> BeginAsync(string? connectionString = null)
    {
        var session = new NpgsqlConnection($"{connectionString ?? Database.ConnectionString};Pooling=false;Application Name=slow writer");
        _sessions.Add(session);
        await session.OpenAsync();
        return await session.BeginTransactionAsync();
    }

    /// <summary>Appends an event in an open transaction: its position is drawn, and nobody sees it yet.</summary>
    internal async Task<long> AppendAsync(NpgsqlTransaction transaction, object? key = null) =>
        (await Store.AppendAsync(transaction, Bookings.Stream(key), ExpectedVersion.Any, Bookings.Many(1))).LastPosition.Value;

    /// <summary>Appends and commits.</summary>
    internal async Task<long> AppendAsync(object? key = null) => (await Store.AppendAsync(Bookings.Stream(key), ExpectedVersion.Any, Bookings.Many(1))).LastPosition.Value;

    /// <summary>The positions that a reading gives now.</summary>
    internal async Task<List<long>> ReadAsync(GlobalPosition? after = null, FeedReadOptions? options = null)
    {
        var positions = new List<long>();
        await foreach (var @event in Store.ReadAllAsync(after, options)) positions.Add(@event.Position.Value);
        return positions;
    }
}
