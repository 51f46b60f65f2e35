using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Projections;

/// <summary>PR-1: repositories and units of work on a store with inline projections, in memory and on SQLite. What the projections do on each store is in the contract.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class InlineProjectionTests(bool sqlite)
{
    private readonly List<string> _handled = [];
    private ITransactionalEventStore _inner = null!;
    private InlineProjections _store = null!;
    private AggregateRepository<Counter, CounterId> _counters = null!;

    [SetUp]
    public async Task Open()
    {
        _handled.Clear();
        _inner = sqlite ? new SqliteEventStore("Data Source=:memory:", DomainEvents.Catalog) : new InMemoryEventStore(DomainEvents.Catalog);
        _store = await InlineProjections.OpenAsync(_inner, [new ProjectionDescriptor<Watcher>("watcher", 1, [typeof(ICounted)], [], d => new Watcher(d.Service<List<string>>()))], new InlineProjectionOptions { Services = Find });
        _counters = new AggregateRepository<Counter, CounterId>(_store);
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        await _inner.DisposeAsync();
    }

    [Test]
    public async Task A_repository_saves_and_loads_and_its_events_are_handled_also_where_a_handler_takes_their_interface()
    {
        var id = new CounterId(7);
        var counter = _counters.Create(id);
        counter.Increment(2);
        counter.LookAt("of no concern");
        await _counters.SaveAsync(counter);
        await _counters.ExecuteAsync(id, c => c.Decrement(1));
        Assert.That((await _counters.LoadAsync(id)).State.Value, Is.EqualTo(1));
        Assert.That(_handled, Is.EqualTo(new[] { "+1@1 by CounterIncremented", "+1@3 by CounterDecremented" }));
    }

    [Test]
    public async Task A_unit_of_work_is_handled_whole_or_undone_whole()
    {
        var (first, second) = (_counters.Create(new CounterId(1)), _counters.Create(new CounterId(2)));
        var work = new UnitOfWork(_store);
        work.Track(first);
        work.Track(second);
        first.Increment(1);
        second.Increment(Watcher.Refused);
        var error = Assert.ThrowsAsync<InlineProjectionException>(async () => await work.SaveAsync());
        Assert.That((error!.Projection, error.Stream, error.Version), Is.EqualTo(("watcher@1", (StreamId?)_counters.StreamOf(second.Id), 1L)));
        Assert.That(error.Message, Does.Contain("watcher").And.Contain(_counters.StreamOf(second.Id).ToString()).And.Contain("13"));
        Assert.That(await _inner.GetHeadAsync(), Is.Null);
        Assert.That(await _counters.FindAsync(first.Id), Is.Null);

        var again = new UnitOfWork(_store);
        again.Track(first);
        await again.SaveAsync();
        Assert.That((await _counters.LoadAsync(first.Id)).State.Value, Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_raised_within_a_handler_names_the_event_as_its_cause()
    {
        var counter = _counters.Create(new CounterId(3));
        counter.Increment(5);
        await _counters.SaveAsync(counter);
        var cause = (await _store.ReadStreamAsync(_counters.StreamOf(counter.Id)).ToListAsync()).Single();
        var echo = (await _store.ReadCategoryAsync("echo").ToListAsync()).Single();
        Assert.That((echo.Metadata.CausationId, echo.Metadata.CorrelationId), Is.EqualTo(((Guid?)cause.Metadata.EventId, (Guid?)cause.Metadata.EventId)));
    }

    [Test]
    public void A_store_that_lacks_what_is_passed_on_and_projections_that_are_null_are_refused()
    {
        Assert.That(async () => await InlineProjections.OpenAsync(null!, []), Throws.ArgumentNullException);
        Assert.That(async () => await InlineProjections.OpenAsync(_inner, null!), Throws.ArgumentNullException);
        Assert.That(async () => await InlineProjections.OpenAsync(_inner, [null!]), Throws.ArgumentException);
        Assert.That(() => new InlineProjectionOptions { CatchUpBatchSize = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("CatchUpBatchSize"));
    }

    private object? Find(Type type) => type == typeof(List<string>) ? _handled : null;

    private sealed class Watcher(List<string> handled) : IProjection
    {
        public const int Refused = 13;

        public async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
        {
            var by = ((ICounted)context.Event.Data).By;
            if (by == Refused) throw new InvalidOperationException("13 is not counted.");
            handled.Add($"+{context.Attempt}@{context.Version} by {context.Event.Data.GetType().Name}");
            if (by == 5) await context.Transaction.AppendAsync(new StreamId("echo", context.Stream.Key), ExpectedVersion.Any, [new NewEvent(new CounterLookedAt("the watcher"))], cancellationToken);
        }
    }
}
