using Npgsql;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>The proxy sees what the driver sends, and cuts where it is told.</summary>
[TestFixture]
public sealed class CuttingProxyTests
{
    [Test]
    public async Task Messages_of_both_directions_are_seen_one_by_one()
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        await using var proxy = new CuttingProxy(database.Server);
        await using var source = NpgsqlDataSource.Create($"{proxy.ConnectionString(database.Name)};No Reset On Close=true");
        Assert.That(await AskAsync(source, "SELECT 41"), Is.EqualTo(41));

        proxy.Watch();
        Assert.That(await AskAsync(source, "SELECT 42"), Is.EqualTo(42));
        await Eventually.IsAsync(() => proxy.Seen.Any(m => m.Type == 'Z'), "the answer has come by");
        Assert.That(string.Concat(proxy.Seen.Where(m => m.ToServer).Select(m => m.Type)), Is.EqualTo("PBDES"), "parse, bind, describe, execute, sync");
        Assert.That(string.Concat(proxy.Seen.Where(m => !m.ToServer).Select(m => m.Type)), Is.EqualTo("12TDCZ"));
        Assert.That((proxy.Connections, proxy.Open), Is.EqualTo((1, 1)));
    }

    [TestCase(true, 'S', ProxyAction.CutBefore, ExpectedResult = 0)]
    [TestCase(true, 'S', ProxyAction.CutInside, ExpectedResult = 0)]
    [TestCase(true, 'S', ProxyAction.CutAfter, ExpectedResult = 1)]
    [TestCase(true, 'E', ProxyAction.CutAfter, ExpectedResult = 0)]
    [TestCase(false, 'C', ProxyAction.CutInside, ExpectedResult = 1)]
    [TestCase(false, 'Z', ProxyAction.CutBefore, ExpectedResult = 1)]
    public async Task<long> A_cut_loses_the_answer_and_the_server_has_done_what_it_got_whole(bool toServer, char type, ProxyAction action)
    {
        await using var database = await TestServer.CreateDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE added (id int)");
        await using var proxy = new CuttingProxy(database.Server);
        await using var source = NpgsqlDataSource.Create(proxy.ConnectionString(database.Name));
        await AskAsync(source, "SELECT 41");

        proxy.Resets = toServer;
        proxy.Watch(m => m.ToServer == toServer && m.Type == type ? action : ProxyAction.Forward);
        Assert.That(async () => await AskAsync(source, "INSERT INTO added VALUES (1)"), Throws.InstanceOf<NpgsqlException>());
        await Eventually.IsAsync(() => proxy.Open == 0, "the server has ended the connection");

        proxy.Watch();
        Assert.That(await AskAsync(source, "SELECT 43"), Is.EqualTo(43), "a new connection goes through");
        return await database.ScalarAsync<long>("SELECT count(*) FROM added");
    }

    private static async Task<int?> AskAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (int?)await command.ExecuteScalarAsync();
    }
}
