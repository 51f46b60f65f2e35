using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Aggregates;

/// <summary>RP-3: several aggregates saved in one transaction, in memory and on SQLite.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class UnitOfWorkTests(bool sqlite)
{
    private IEventStore _store = null!;
    private AggregateRepository<BankAccount, Guid> _accounts = null!;
    private AggregateRepository<Counter, CounterId> _counters = null!;

    [SetUp]
    public void Open()
    {
        _store = sqlite ? new SqliteEventStore("Data Source=:memory:", DomainEvents.Catalog) : new InMemoryEventStore(DomainEvents.Catalog);
        _accounts = new AggregateRepository<BankAccount, Guid>(_store);
        _counters = new AggregateRepository<Counter, CounterId>(_store);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Aggregates_of_different_types_are_saved_together_in_the_order_of_tracking()
    {
        var work = new UnitOfWork(_store);
        var (counter, account) = (_counters.Create(new CounterId(7)), Opened(100m));
        work.Track(counter);
        work.Track(account);
        counter.Increment(1);
        counter.Increment(2);
        Assert.That(work.HasChanges);
        var results = await work.SaveAsync();
        Assert.That(results.Select(r => (r.Stream, r.Version)), Is.EqualTo(new[] { (_counters.StreamOf(counter.Id), 2L), (_accounts.StreamOf(account.Id), 1L) }));
        Assert.That((await _store.ReadAllAsync().ToListAsync()).Select(e => e.Stream), Is.EqualTo(new[] { results[0].Stream, results[0].Stream, results[1].Stream }));
        Assert.That((counter.UncommittedEvents.Count, account.UncommittedEvents.Count, work.HasChanges), Is.EqualTo((0, 0, false)));
        Assert.That((await _counters.LoadAsync(counter.Id)).State.Value, Is.EqualTo(3));
        Assert.That((await _accounts.LoadAsync(account.Id)).Balance, Is.EqualTo(100m));
    }

    [Test]
    public async Task A_conflict_in_one_saves_none_and_all_keep_their_events()
    {
        var (first, second) = (Opened(10m), Opened(20m));
        await _accounts.SaveAsync(first);
        await _accounts.SaveAsync(second);
        await _accounts.ExecuteAsync(second.Id, a => a.Deposit(1m));
        var work = new UnitOfWork(_store);
        work.Track(first);
        work.Track(second);
        first.Withdraw(5m);
        second.Deposit(5m);
        var error = Assert.ThrowsAsync<ConcurrencyException>(async () => await work.SaveAsync());
        Assert.That((error!.Stream, error.Actual), Is.EqualTo((_accounts.StreamOf(second.Id), 2L)));
        Assert.That((first.UncommittedEvents.Count, second.UncommittedEvents.Count), Is.EqualTo((1, 1)));
        Assert.That((await _accounts.LoadAsync(first.Id)).Balance, Is.EqualTo(10m));
    }

    [Test]
    public async Task Without_changes_nothing_happens_and_unchanged_ones_are_left_out()
    {
        var work = new UnitOfWork(_store);
        Assert.That(await work.SaveAsync(), Is.Empty);
        var (unchanged, changed) = (Opened(10m), Opened(20m));
        await _accounts.SaveAsync(unchanged);
        work.Track(unchanged);
        work.Track(changed);
        Assert.That((await work.SaveAsync()).Single().Stream, Is.EqualTo(_accounts.StreamOf(changed.Id)));
        Assert.That(await work.SaveAsync(), Is.Empty);
        unchanged.Deposit(1m);
        Assert.That((await work.SaveAsync()).Single().Version, Is.EqualTo(2), "what is tracked can be changed and saved again");
    }

    [Test]
    public async Task Saving_again_after_a_lost_answer_stores_nothing_twice()
    {
        var (account, counter) = (Opened(10m), _counters.Create(new CounterId(7)));
        counter.Increment(1);
        var work = new UnitOfWork(_store);
        work.Track(account);
        work.Track(counter);

        // As if an earlier call had stored it, and its answer had been lost.
        await ((IAtomicEventStore)_store).AppendAsync(
        [
            new(_accounts.StreamOf(account.Id), ExpectedVersion.NoStream, [.. account.UncommittedEvents]),
            new(_counters.StreamOf(counter.Id), ExpectedVersion.NoStream, [.. counter.UncommittedEvents]),
        ]);
        Assert.That((await work.SaveAsync()).Select(r => r.Version), Is.EqualTo(new[] { 1L, 1L }));
        Assert.That((await _store.ReadAllAsync().CountAsync(), work.HasChanges), Is.EqualTo((2, false)));
    }

    [Test]
    public async Task A_condition_is_checked_with_the_versions()
    {
        var query = TagQuery.AllTags("owner:alice");
        await _store.AppendAsync(new StreamId("account", "x"), ExpectedVersion.NoStream, [new NewEvent(new AccountOpened("alice", 1m)) { Tags = ["owner:alice"] }]);
        var account = Opened(10m);
        var work = new UnitOfWork(_store);
        work.Track(account);
        Assert.That(async () => await work.SaveAsync(new AppendCondition(query)), Throws.TypeOf<AppendConditionException>());
        Assert.That(account.UncommittedEvents, Has.Count.EqualTo(1));
        Assert.That(await work.SaveAsync(new AppendCondition(query, await _store.GetHeadAsync())), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_aggregate_is_tracked_once_and_by_one_instance()
    {
        var account = Opened(10m);
        await _accounts.SaveAsync(account);
        var work = new UnitOfWork(_store);
        work.Track(account);
        work.Track(account);
        var again = await _accounts.LoadAsync(account.Id);
        Assert.That(() => work.Track(again), Throws.ArgumentException.With.Message.Contains(_accounts.StreamOf(account.Id).ToString()));
        Assert.That(() => work.Track(new BankAccount()), Throws.ArgumentException.With.Message.Contains("AggregateRepository.Create"));
        account.Deposit(1m);
        Assert.That((await work.SaveAsync()).Single().Version, Is.EqualTo(2));
    }

    [Test]
    public void A_store_that_cannot_append_to_several_streams_is_refused_by_name() =>
        Assert.That(() => new UnitOfWork(new ScriptedStore(_store)), Throws.ArgumentException.With.Message.Contains("ScriptedStore").And.Message.Contains("IAtomicEventStore"));

    private BankAccount Opened(decimal balance)
    {
        var account = _accounts.Create(Guid.NewGuid());
        account.Open("bob", balance);
        return account;
    }
}
