using System.Runtime.CompilerServices;
using EventSourcing.Testing;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Storage.Tests;

/// <summary>LK-1: leases in memory and in a file, on a clock that is handed in and on the system's.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class LeaseTests
{
    private static readonly TemporaryFolder Folder = new();
    private static readonly ConditionalWeakTable<ILeaseStore, FakeTimeProvider> Clocks = [];

    [OneTimeTearDown]
    public void RemoveFiles() => Folder.Dispose();

    [TestCaseSource(nameof(InMemoryCases))]
    public Task In_memory(ContractCase rule) => rule.RunAsync();

    [TestCaseSource(nameof(SqliteCases))]
    public Task Sqlite(ContractCase rule) => rule.RunAsync();

    [TestCaseSource(nameof(SqliteRunningClockCases))]
    public Task Sqlite_on_the_systems_clock(ContractCase rule) => rule.RunAsync();

    [Test]
    public async Task Locks_of_several_stores_on_one_file_exclude_each_other_and_their_tokens_grow()
    {
        using var folder = new TemporaryFolder();
        var (inside, last, broken) = (0, 0L, 0);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var store = new SqliteLeaseStore(folder.DataSource());
            var locks = new DistributedLocks(store, new() { RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(5) });
            for (var i = 0; i < 10; i++)
            {
                await using var held = await locks.AcquireAsync("shared", TimeSpan.FromMinutes(1));
                if (Interlocked.Increment(ref inside) != 1 || held.FencingToken <= Interlocked.Exchange(ref last, held.FencingToken)) Interlocked.Increment(ref broken);
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            }
        }));
        Assert.That((broken, last), Is.EqualTo((0, 40L)));
    }

    [Test]
    public async Task Tokens_go_on_after_the_file_was_closed_and_beside_an_event_store()
    {
        using var folder = new TemporaryFolder();
        await using (var events = new SqliteEventStore(folder.DataSource(), TestEvents.Catalog))
        await using (var leases = new SqliteLeaseStore(folder.DataSource()))
        {
            await events.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(1));
            Assert.That((await leases.TryAcquireAsync("a", "alice", TimeSpan.FromHours(1)))!.Token, Is.EqualTo(1));
        }

        await using var again = new SqliteLeaseStore(folder.DataSource());
        Assert.That(await again.TryAcquireAsync("a", "bob", TimeSpan.FromHours(1)), Is.Null, "a lease outlives its store");
        Assert.That(await again.ReleaseAsync(new Lease("a", "alice", 1, default)), "and can be released with what is known of it");
        Assert.That((await again.TryAcquireAsync("a", "bob", TimeSpan.FromHours(1)))!.Token, Is.EqualTo(2));
    }

    private static IEnumerable<TestCaseData> InMemoryCases() => Cases(clock => new InMemoryLeaseStore(clock));

    private static IEnumerable<TestCaseData> SqliteCases() => Cases(clock => new SqliteLeaseStore(Folder.DataSource($"{Guid.NewGuid():N}.db"), new() { TimeProvider = clock }));

    private static IEnumerable<TestCaseData> SqliteRunningClockCases() => Named(LeaseContract.Cases(() => ValueTask.FromResult<ILeaseStore>(new SqliteLeaseStore(Folder.DataSource($"{Guid.NewGuid():N}.db")))));

    private static IEnumerable<TestCaseData> Cases(Func<FakeTimeProvider, ILeaseStore> create) => Named(LeaseContract.Cases(
        () =>
        {
            var clock = new FakeTimeProvider();
            var store = create(clock);
            Clocks.Add(store, clock);
            return ValueTask.FromResult(store);
        },
        static (store, time) =>
        {
            if (Clocks.TryGetValue(store, out var clock)) clock.Advance(time);
            return ValueTask.CompletedTask;
        }));

    private static IEnumerable<TestCaseData> Named(IReadOnlyList<ContractCase> rules) => rules.Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.ToString()));
}
