using Benchmarks.PostgreSql;
using EventSourcing;
using Npgsql;

namespace Benchmarks.Delivery;

/// <summary>One of the stores, with the hand-written code beside it; each has a database or a file of its own.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Polling">How often hand-written code looks for new events, which is how soon this store hears of those of other processes.</param>
/// <param name="MakeHand">Makes the hand-written side; <see langword="null"/> where there is none.</param>
/// <param name="MakeStores">Makes a store, and another one on the same database as another process would.</param>
/// <param name="IsHeldBy">The server whose processor time counts; <see langword="null"/> where there is none.</param>
internal sealed record DeliveryStore(string Name, TimeSpan Polling, Func<Task<IHandDelivery>>? MakeHand, Func<Task<(ITransactionalEventStore Store, ITransactionalEventStore? Other)>> MakeStores, BenchServer? IsHeldBy)
{
    public static DeliveryStore InMemory { get; } = new("memory", TimeSpan.Zero, null, () => Task.FromResult<(ITransactionalEventStore, ITransactionalEventStore?)>((new InMemoryEventStore(DomainEvents.Catalog), null)), null);

    /// <summary>SQLite, in files of a folder.</summary>
    public static DeliveryStore Sqlite(string folder)
    {
        var files = 0;
        return new DeliveryStore("SQLite", TimeSpan.FromMilliseconds(50), () => Task.FromResult<IHandDelivery>(new HandSqlite($"Data Source={NextFile()};Pooling=False;Default Timeout=60")), Make, null);

        Task<(ITransactionalEventStore, ITransactionalEventStore?)> Make()
        {
            var connectionString = $"Data Source={NextFile()}";
            return Task.FromResult<(ITransactionalEventStore, ITransactionalEventStore?)>((new SqliteEventStore(connectionString, DomainEvents.Catalog), new SqliteEventStore(connectionString, DomainEvents.Catalog)));
        }

        string NextFile() => Path.Combine(folder, $"{++files}.db");
    }

    /// <summary>PostgreSQL, in databases of a server.</summary>
    public static DeliveryStore PostgreSql(BenchServer server)
    {
        return new DeliveryStore("PostgreSQL", TimeSpan.FromMilliseconds(25), async () => new HandPostgreSql(await server.CreateDatabaseAsync()), MakeAsync, server);

        async Task<(ITransactionalEventStore, ITransactionalEventStore?)> MakeAsync()
        {
            var database = await server.CreateDatabaseAsync();
            return (new PostgreSqlEventStore(NpgsqlDataSource.Create(database), DomainEvents.Catalog), new PostgreSqlEventStore(NpgsqlDataSource.Create(database), DomainEvents.Catalog));
        }
    }
}
