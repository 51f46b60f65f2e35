using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Storage.Tests;

/// <summary>Who waits for news learns what other stores append to the file, by looking.</summary>
[TestFixture]
public sealed class SqliteSignalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task What_another_store_appends_to_the_file_ends_the_waiting()
    {
        using var folder = new TemporaryFolder();
        await using var reader = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog, new() { FeedPollInterval = TimeSpan.FromMilliseconds(5) });
        await using var writer = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog);
        GlobalPosition? end = null;
        for (var i = 0; i < 5; i++)
        {
            var waiting = reader.WaitAsync(end, TimeSpan.FromHours(1)).AsTask();
            end = (await writer.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, [TestEvents.New(i)])).LastPosition;
            await waiting.WaitAsync(Patience);
        }
    }

    [Test]
    public async Task The_file_is_looked_at_again_after_the_poll_interval_and_the_stores_clock_says_when()
    {
        using var folder = new TemporaryFolder();
        var clock = new FakeTimeProvider();
        await using var reader = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog, new() { FeedPollInterval = TimeSpan.FromMinutes(3), TimeProvider = clock });
        await using var writer = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog);
        var waiting = reader.WaitAsync(null, TimeSpan.FromHours(1)).AsTask();
        await writer.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, [TestEvents.New(1)]);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That(waiting.IsCompleted, Is.False, "before the interval is over nobody looks");
        await Until(() => { clock.Advance(TimeSpan.FromMinutes(1)); return waiting.IsCompleted; });
        await waiting;

        var end = await reader.GetHeadAsync();
        waiting = reader.WaitAsync(end, TimeSpan.FromMinutes(10)).AsTask();
        await Until(() => { clock.Advance(TimeSpan.FromMinutes(1)); return waiting.IsCompleted; });
        await waiting;
    }

    [Test]
    public async Task An_append_of_the_store_itself_ends_the_waiting_without_looking()
    {
        using var folder = new TemporaryFolder();
        await using var store = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog, new() { FeedPollInterval = TimeSpan.FromHours(1) });
        var waiting = store.WaitAsync(null, TimeSpan.FromHours(1)).AsTask();
        await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.Any, [TestEvents.New(1)]);
        await waiting.WaitAsync(Patience);
        waiting = store.WaitAsync(await store.GetHeadAsync(), TimeSpan.FromHours(1)).AsTask();
        await store.AppendAsync([new StreamAppend(TestEvents.Stream(), ExpectedVersion.Any, [TestEvents.New(2)])]);
        await waiting.WaitAsync(Patience);
    }

    [Test]
    public void An_interval_that_is_not_greater_than_zero_is_refused() =>
        Assert.That(() => new Sqlite.SqliteEventStoreOptions { FeedPollInterval = TimeSpan.Zero }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Property(nameof(ArgumentException.ParamName)).EqualTo("FeedPollInterval"));

    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
