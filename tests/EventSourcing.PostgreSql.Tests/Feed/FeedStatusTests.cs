namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>What holds the feed back is shown, for a health check.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FeedStatusTests : FeedTestBase
{
    [Test]
    public async Task An_empty_store_has_nothing_and_nobody()
    {
        var status = await Store.GetFeedStatusAsync();
        Assert.That((status.Drawn, status.Ceiling, status.Head, status.Holders.Count, status.HeldFor), Is.EqualTo((0L, 0L, (GlobalPosition?)null, 0, TimeSpan.Zero)));
    }

    [Test]
    public async Task A_writer_that_is_under_way_is_named()
    {
        await AppendAsync();
        var slow = await BeginAsync();
        await AppendAsync(slow);
        await AppendAsync();
        var status = await Store.GetFeedStatusAsync();
        Assert.That((status.Drawn, status.Ceiling, status.Head?.Value), Is.EqualTo((3, 1, 1)));
        var holder = status.Holders.Single();
        Assert.That((holder.Position, holder.ProcessId, holder.ApplicationName, holder.State, holder.PreparedTransaction), Is.EqualTo((1, slow.Connection!.ProcessID, "slow writer", "idle in transaction", (string?)null)));
        Assert.That(holder.Age, Is.GreaterThan(TimeSpan.Zero).And.LessThan(TimeSpan.FromMinutes(5)).And.EqualTo(status.HeldFor));
        Assert.That(holder.QueryStart, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(5)));
        Assert.That(holder.ToString(), Does.Contain($"process {holder.ProcessId} (slow writer, idle in transaction) holds the feed at 1 for"));
        await slow.RollbackAsync();
        Assert.That((await Store.GetFeedStatusAsync()).Holders, Is.Empty);
    }

    [Test]
    public async Task A_session_that_sleeps_in_its_transaction_is_ended_by_the_servers_limit()
    {
        var idle = await BeginAsync();
        await using (var command = idle.Connection!.CreateCommand())
        {
            command.CommandText = "SET LOCAL idle_in_transaction_session_timeout = '2s'";
            await command.ExecuteNonQueryAsync();
        }

        await AppendAsync(idle);
        await AppendAsync();
        await Eventually.IsAsync(async () => (await ReadAsync()).Count == 1, "the feed goes on");
    }
}
