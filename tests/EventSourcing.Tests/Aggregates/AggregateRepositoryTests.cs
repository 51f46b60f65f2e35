using EventSourcing.Tests.Domain;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Tests.Aggregates;

public sealed class AggregateRepositoryTests
{
    private FakeTimeProvider _clock = null!;
    private InMemoryEventStore _memory = null!;
    private ScriptedStore _store = null!;
    private AggregateRepository<BankAccount, Guid> _accounts = null!;
    private Guid _id;

    [SetUp]
    public void Begin()
    {
        _clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _memory = new InMemoryEventStore(DomainEvents.Catalog);
        _store = new ScriptedStore(_memory);
        _accounts = new AggregateRepository<BankAccount, Guid>(_store, new AggregateRepositoryOptions { TimeProvider = _clock, RetryDelay = TimeSpan.Zero });
        _id = Guid.NewGuid();
    }

    [TearDown]
    public async Task End()
    {
        await _store.DisposeAsync();
        await _memory.DisposeAsync();
    }

    [Test]
    public async Task What_was_saved_is_loaded()
    {
        await Saved(100m);

        var loaded = await _accounts.LoadAsync(_id);

        Assert.That(loaded.Id, Is.EqualTo(_id));
        Assert.That(loaded.Balance, Is.EqualTo(100m));
        Assert.That(loaded.Version, Is.EqualTo(1));
        Assert.That(loaded.UncommittedEvents, Is.Empty);
    }

    [Test]
    public async Task An_absent_aggregate_is_an_error_or_null_or_new_as_the_caller_asks()
    {
        Assert.That(
            async () => await _accounts.LoadAsync(_id),
            Throws.TypeOf<AggregateNotFoundException>().With.Message.Contains(_id.ToString()).And.Message.Contains("FindAsync"));
        Assert.That(await _accounts.FindAsync(_id), Is.Null);
        Assert.That(await _accounts.ExistsAsync(_id), Is.False);
        Assert.That(await _accounts.GetVersionAsync(_id), Is.Zero);

        var created = await _accounts.LoadOrCreateAsync(_id);
        Assert.That(created.Id, Is.EqualTo(_id));
        Assert.That(created.IsCreated, Is.False);
    }

    [Test]
    public async Task LoadOrCreate_loads_what_exists()
    {
        await Saved(5m);

        Assert.That((await _accounts.LoadOrCreateAsync(_id)).Balance, Is.EqualTo(5m));
        Assert.That(await _accounts.ExistsAsync(_id), Is.True);
        Assert.That(await _accounts.GetVersionAsync(_id), Is.EqualTo(1));
    }

    [Test]
    public async Task Saving_without_new_events_asks_nothing_of_the_store()
    {
        var account = await Saved(100m);
        _store.OnAppend = () => Assert.Fail("the store was asked to append");

        Assert.That(await _accounts.SaveAsync(account), Is.Null);
    }

    [Test]
    public async Task A_save_is_one_append_at_the_version_that_was_loaded()
    {
        await Saved(100m);
        var account = await _accounts.LoadAsync(_id);
        account.Deposit(1m);
        account.Deposit(2m);

        var result = await _accounts.SaveAsync(account);

        Assert.That(_store.Expected[^1], Is.EqualTo(ExpectedVersion.Exactly(1)));
        Assert.That(_store.Expected, Has.Count.EqualTo(2));
        Assert.That(result!.Value.Version, Is.EqualTo(3));
        Assert.That(account.UncommittedEvents, Is.Empty);
    }

    [Test]
    public async Task A_second_writer_gets_a_conflict_and_keeps_its_events()
    {
        await Saved(100m);
        var first = await _accounts.LoadAsync(_id);
        var second = await _accounts.LoadAsync(_id);
        first.Deposit(1m);
        second.Deposit(2m);
        await _accounts.SaveAsync(first);

        Assert.That(
            async () => await _accounts.SaveAsync(second),
            Throws.TypeOf<ConcurrencyException>()
                .With.Property(nameof(ConcurrencyException.Actual)).EqualTo(2)
                .And.Property(nameof(ConcurrencyException.Expected)).EqualTo(ExpectedVersion.Exactly(1))
                .And.Message.Contains("version 1").And.Message.Contains("version 2"));
        Assert.That(second.UncommittedEvents, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Saving_again_after_a_lost_answer_stores_nothing_twice()
    {
        var account = _accounts.Create(_id);
        account.Open("Alice", 100m);
        _store.LoseNextAnswer = true;
        Assert.That(async () => await _accounts.SaveAsync(account), Throws.TypeOf<EventStoreException>());

        var result = await _accounts.SaveAsync(account);

        Assert.That(result!.Value.Version, Is.EqualTo(1));
        Assert.That(await _memory.GetVersionAsync(_accounts.StreamOf(_id)), Is.EqualTo(1));
    }

    [Test]
    public async Task Execute_decides_again_on_the_new_state_after_a_conflict()
    {
        await Saved(100m);
        var interfered = 0;
        var balances = new List<decimal>();

        var account = await _accounts.ExecuteAsync(_id, a =>
        {
            balances.Add(a.Balance);
            if (interfered++ == 0) Interfere(10m);
            a.Withdraw(30m);
        });

        Assert.That(balances, Is.EqualTo(new[] { 100m, 110m }));
        Assert.That(account.Balance, Is.EqualTo(80m));
        Assert.That((await _accounts.LoadAsync(_id)).Balance, Is.EqualTo(80m));
    }

    [TestCase(0)]
    [TestCase(2)]
    public async Task Execute_gives_up_after_the_retries_that_it_is_allowed(int retries)
    {
        await Saved(100m);
        var accounts = new AggregateRepository<BankAccount, Guid>(_store, new AggregateRepositoryOptions { MaxRetries = retries, RetryDelay = TimeSpan.Zero });
        var tries = 0;

        Assert.That(
            async () => await accounts.ExecuteAsync(_id, a =>
            {
                tries++;
                Interfere(1m);
                a.Deposit(1m);
            }),
            Throws.TypeOf<ConcurrencyException>());

        Assert.That(tries, Is.EqualTo(retries + 1));
    }

    [Test]
    public async Task Execute_waits_between_retries_by_the_clock_it_was_given()
    {
        await Saved(100m);
        var accounts = new AggregateRepository<BankAccount, Guid>(_store, new AggregateRepositoryOptions { TimeProvider = _clock, RetryDelay = TimeSpan.FromHours(1) });
        var tries = 0;

        var execution = accounts.ExecuteAsync(_id, a =>
        {
            if (tries++ == 0) Interfere(1m);
            a.Deposit(1m);
        }).AsTask();

        Assert.That(tries, Is.EqualTo(1));
        Assert.That(execution.IsCompleted, Is.False);
        _clock.Advance(TimeSpan.FromHours(1));
        await execution;
        Assert.That(tries, Is.EqualTo(2));
    }

    [Test]
    public async Task Execute_sends_the_same_events_again_after_a_lost_answer()
    {
        await Saved(100m);
        var decisions = 0;
        _store.LoseNextAnswer = true;

        await _accounts.ExecuteAsync(_id, a =>
        {
            decisions++;
            a.Deposit(1m);
        });

        Assert.That(decisions, Is.EqualTo(1));
        Assert.That((await _accounts.LoadAsync(_id)).Balance, Is.EqualTo(101m));
    }

    [Test]
    public async Task Execute_answers_and_awaits_what_the_decision_returns()
    {
        await Saved(100m);

        var balance = await _accounts.ExecuteAsync(_id, a => a.Balance);
        var afterTask = await _accounts.ExecuteAsync(_id, async a =>
        {
            await Task.Yield();
            a.Deposit(1m);
        });
        var afterValueTask = await _accounts.ExecuteAsync(_id, a => DepositLater(a));

        Assert.That(balance, Is.EqualTo(100m));
        Assert.That(afterTask.Balance, Is.EqualTo(101m));
        Assert.That(afterValueTask.Balance, Is.EqualTo(102m));

        static async ValueTask DepositLater(BankAccount account)
        {
            await Task.Yield();
            account.Deposit(1m);
        }
    }

    [Test]
    public async Task A_decision_that_answers_later_is_awaited_before_it_is_saved()
    {
        await Saved(100m);
        var unblock = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var execution = _accounts.ExecuteAsync(_id, async a =>
        {
            await unblock.Task;
            a.Deposit(1m);
            return a.Balance;
        }).AsTask();
        Assert.That(execution.IsCompleted, Is.False);
        unblock.SetResult();
        object afterTask = await execution;
        object afterValueTask = await _accounts.ExecuteAsync(_id, a => DepositLater(a));

        Assert.That(afterTask, Is.EqualTo(101m));
        Assert.That(afterValueTask, Is.EqualTo(102m));
        Assert.That((await _accounts.LoadAsync(_id)).Balance, Is.EqualTo(102m));

        static async ValueTask<decimal> DepositLater(BankAccount account)
        {
            await Task.Yield();
            account.Deposit(1m);
            return account.Balance;
        }
    }

    [Test]
    public async Task A_refused_decision_stores_nothing()
    {
        await Saved(100m);

        Assert.That(async () => await _accounts.ExecuteAsync(_id, a => a.Withdraw(1000m)), Throws.TypeOf<DomainException>());
        Assert.That(await _accounts.GetVersionAsync(_id), Is.EqualTo(1));
    }

    [Test]
    public async Task Time_travel_by_version()
    {
        await Saved(100m);
        await _accounts.ExecuteAsync(_id, a => a.Deposit(10m));
        await _accounts.ExecuteAsync(_id, a => a.Deposit(10m));

        Assert.That((await _accounts.LoadAsync(_id, AsOf.Version(1))).Balance, Is.EqualTo(100m));
        Assert.That((await _accounts.LoadAsync(_id, AsOf.Version(2))).Balance, Is.EqualTo(110m));
        Assert.That((await _accounts.LoadAsync(_id, AsOf.Version(99))).Version, Is.EqualTo(3));
        Assert.That(() => AsOf.Version(0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task Time_travel_by_instant_includes_what_occurred_exactly_then()
    {
        var start = _clock.GetUtcNow();
        await Saved(100m);
        _clock.Advance(TimeSpan.FromDays(1));
        await _accounts.ExecuteAsync(_id, a => a.Deposit(10m));

        Assert.That((await _accounts.LoadAsync(_id, AsOf.Time(start))).Balance, Is.EqualTo(100m));
        Assert.That((await _accounts.LoadAsync(_id, AsOf.Time(start.AddDays(1).AddMicroseconds(-1)))).Balance, Is.EqualTo(100m));
        Assert.That((await _accounts.LoadAsync(_id, AsOf.Time(start.AddDays(1).ToOffset(TimeSpan.FromHours(9))))).Balance, Is.EqualTo(110m));
        Assert.That(await _accounts.FindAsync(_id, AsOf.Time(start.AddTicks(-1))), Is.Null);
        Assert.That(
            async () => await _accounts.LoadAsync(_id, AsOf.Time(start.AddTicks(-1))),
            Throws.TypeOf<AggregateNotFoundException>().With.Message.Contains("2025-12-31T23:59:59"));
    }

    [Test]
    public async Task The_past_can_be_read_and_not_changed()
    {
        await Saved(100m);

        var past = await _accounts.LoadAsync(_id, AsOf.Version(1));

        Assert.That(() => past.Deposit(1m), Throws.TypeOf<HistoricalAggregateException>().With.Message.Contains("version 1"));
    }

    [Test]
    public async Task Events_out_of_turn_are_found_at_the_first_one()
    {
        await Saved(100m);
        await _accounts.ExecuteAsync(_id, a => a.Deposit(10m));

        _store.Tamper = events => events.Where(e => e.Version != 1);
        Assert.That(
            async () => await _accounts.LoadAsync(_id),
            Throws.TypeOf<StreamVersionGapException>().With.Message.Contains("gave version 2 where version 1").And.Message.Contains("missing"));

        _store.Tamper = events => events.Concat(events);
        Assert.That(
            async () => await _accounts.LoadAsync(_id),
            Throws.TypeOf<StreamVersionGapException>().With.Message.Contains("gave version 1 where version 3").And.Message.Contains("twice"));
    }

    [Test]
    public async Task A_stored_event_without_a_handler_is_an_error_at_load()
    {
        await Saved(100m);
        await _memory.AppendAsync(_accounts.StreamOf(_id), ExpectedVersion.Any, [new NewEvent(new StatementPrinted(1))]);

        Assert.That(
            async () => await _accounts.LoadAsync(_id),
            Throws.TypeOf<UnhandledEventException>().With.Property(nameof(UnhandledEventException.Version)).EqualTo(2));
    }

    [Test]
    public async Task Ids_and_clock_of_the_repository_stamp_the_events()
    {
        var ids = new CountingIds();
        var accounts = new AggregateRepository<BankAccount, Guid>(_memory, new AggregateRepositoryOptions { TimeProvider = _clock, EventIds = ids });
        var account = accounts.Create(_id);
        account.Open("Alice", 1m);

        Assert.That(account.UncommittedEvents[0].Metadata.EventId, Is.EqualTo(ids.Last));
        Assert.That(account.UncommittedEvents[0].Metadata.OccurredAt, Is.EqualTo(_clock.GetUtcNow()));
        await accounts.SaveAsync(account);
        Assert.That(await _memory.ExistsAsync(ids.Last), Is.True);
    }

    [Test]
    public void Strongly_typed_ids_make_their_text_the_key()
    {
        var counters = new AggregateRepository<Counter, CounterId>(_memory);

        Assert.That(counters.StreamOf(new CounterId(42)), Is.EqualTo(new StreamId("counter", "c-42")));
    }

    [Test]
    public void An_id_whose_text_does_not_parse_back_is_refused()
    {
        var forgetful = new AggregateRepository<Forgetful, ForgetfulId>(_memory);

        Assert.That(
            () => forgetful.Create(new ForgetfulId(1)),
            Throws.ArgumentException.With.Message.Contains("ForgetfulId { Value = 1 }").And.Message.Contains("parse back"));
    }

    [Test]
    public async Task A_cancelled_load_and_save_stop()
    {
        var account = await Saved(1m);
        account.Deposit(1m);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.That(async () => await _accounts.LoadAsync(_id, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await _accounts.SaveAsync(account, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await _accounts.GetVersionAsync(_id), Is.EqualTo(1));
    }

    private async Task<BankAccount> Saved(decimal initial)
    {
        var account = _accounts.Create(_id);
        account.Open("Alice", initial);
        await _accounts.SaveAsync(account);
        return account;
    }

    /// <summary>Another writer, between load and save.</summary>
    private void Interfere(decimal amount) =>
        _memory.AppendAsync(_accounts.StreamOf(_id), ExpectedVersion.Any, [new NewEvent(new MoneyDeposited(amount, DateTimeOffset.UnixEpoch))]).AsTask().Wait();

    private sealed class CountingIds : IEventIdGenerator
    {
        private int _made;

        public Guid Last { get; private set; }

        public Guid NewId(DateTimeOffset occurredAt) => Last = new Guid(++_made, 0, 0, new byte[8]);
    }
}
