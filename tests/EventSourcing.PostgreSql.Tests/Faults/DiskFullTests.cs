using System.Security.Cryptography;
using EventSourcing.CrashWriter;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>The disk of the store's tables is full: a real one.</summary>
[TestFixture]
public sealed class DiskFullTests
{
    [Test]
    public async Task A_full_disk_is_a_transient_error_with_a_known_outcome_and_the_store_goes_on_when_there_is_room()
    {
        await using var disk = await SmallDisk.TryCreateAsync(megabytes: 24);
        if (disk is null) Assert.Ignore("Only root may mount a small disk; RefusedStatementTests has the server say that its disk is full.");
        await using var server = await PostgreSqlServer.CreateAsync();
        await using var database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync($"CREATE TABLESPACE small LOCATION '{disk!.Folder}'");
        await server.ExecuteAsync($"ALTER DATABASE {database.Name} SET TABLESPACE small");

        await using var store = new PostgreSqlEventStore(database.DataSource, PieceCodec.Catalog);
        var acknowledged = new List<Acknowledgement>();
        EventStoreException? error = null;
        NewEvent[] events = [];
        string batch = "";
        for (var i = 0; i < 1_000 && error is null; i++)
        {
            // Nothing that could be compressed.
            batch = $"{i}-{Convert.ToHexString(RandomNumberGenerator.GetBytes(20_000))}";
            events = PieceWritten.BatchOf(batch, 4);
            try
            {
                await AppendAsync();
            }
            catch (EventStoreException e)
            {
                error = e;
            }
        }

        Assert.That(error, Is.Not.Null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((error!.OutcomeUnknown, error.IsTransient), Is.EqualTo((false, true)), $"{error}");
            Assert.That(error.Message, Does.Contain(PostgresErrorCodes.DiskFull));
            Assert.That(await new StoreInvariants(database).CountAsync([batch]), Is.Zero);
            Assert.That(await store.ReadAllAsync().CountAsync(), Is.EqualTo(acknowledged.Sum(a => a.Size)), "what is there can be read");
        }

        await disk.GrowAsync(megabytes: 64);
        await AppendAsync();
        await new StoreInvariants(database).CheckAsync(acknowledged, [], "the disk has grown");

        async Task AppendAsync() => acknowledged.Add(new Acknowledgement(batch, "full", (await store.AppendAsync(FaultScene.Piece("full"), ExpectedVersion.Any, events)).Version, events.Length));
    }
}
