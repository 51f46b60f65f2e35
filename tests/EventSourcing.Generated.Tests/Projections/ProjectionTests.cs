using System.Globalization;
using EventSourcing;

namespace Banking.Projections;

/// <summary>The emitted dispatch calls what it should, with what it should.</summary>
public class ProjectionTests
{
    private static readonly Guid StoreId = Guid.CreateVersion7();

    private readonly List<string> _log = [];

    [SetUp]
    public void Clear() => _log.Clear();

    [Test]
    public void The_catalog_lists_projections_and_read_models()
    {
        Assert.That(DomainEvents.Catalog.Projections.Select(p => p.SubscriptionName), Is.EqualTo(new[] { "account-balances@1", "note-log@2" }));
        Assert.That(DomainEvents.Catalog.ReadModels.Select(m => m.Table), Is.EqualTo(new[] { "account_balance", "all_kinds", "saving" }));
        var balances = DomainEvents.Catalog.Projections[0];
        Assert.That(balances.ReadModels, Is.EqualTo(new[] { AccountBalanceMapping.Instance }));
        Assert.That(DomainEvents.Catalog.EventsOf(balances).Select(e => e.Name), Is.EqualTo(new[] { "account-opened", "money-deposited" }));
        Assert.That(DomainEvents.Catalog.EventsOf(DomainEvents.Catalog.Projections[1]).Select(e => e.Name), Is.EqualTo(new[] { "money-withdrawn", "note-struck", "note-taken" }));
    }

    [Test]
    public void The_factory_gives_services_and_defaults()
    {
        var made = DescriptorOf<NoteLog>().Create(new Dependencies(_log));
        Assert.That(made.Settings, Is.EqualTo("True 7"));
        Assert.That(DescriptorOf<NoteLog>().Create(new Dependencies(_log, CultureInfo.InvariantCulture)).Settings, Is.EqualTo("False 7"));
    }

    [Test]
    public async Task Single_events_come_to_the_most_derived_handler_and_to_runs_of_one()
    {
        IProjection log = DescriptorOf<NoteLog>().Create(new Dependencies(_log));
        await log.HandleAsync(Context(1, new NoteTaken("a")), default);
        await log.HandleAsync(Context(2, new NoteStruck("b")), default);
        await log.HandleAsync(Context(3, new AccountOpened("nobody's", 1)), default);
        Assert.That(_log, Is.EqualTo(new[] { "run a@1", "struck b" }));
    }

    [Test]
    public async Task Runs_end_where_another_handler_takes_an_event()
    {
        var descriptor = DescriptorOf<NoteLog>();
        IProjection log = descriptor.Create(new Dependencies(_log));
        object[] events = [new NoteTaken("a"), new NoteTaken("b"), new NoteStruck("c"), new MoneyWithdrawn(1), new NoteTaken("d"), new NoteTaken("e")];
        await log.HandleAsync([.. events.Select((e, i) => Context(i + 1, e))], default);
        Assert.That(descriptor.HandlesRuns, Is.True);
        Assert.That(_log, Is.EqualTo(new[] { "run a@1,b@2", "struck c", "run d@5,e@6" }));
    }

    [Test]
    public async Task Without_handlers_of_runs_events_come_one_by_one()
    {
        await using var store = new InMemoryEventStore(DomainEvents.Catalog);
        await store.ReadModelSchema.ApplyAsync(DomainEvents.Catalog.ReadModels);
        await using (var transaction = await store.BeginTransactionAsync())
        {
            IProjection balances = DescriptorOf<AccountBalances>().Create(new Dependencies(transaction.ReadModel(AccountBalanceMapping.Instance)));
            await balances.HandleAsync([Context(1, new AccountOpened("Alice", 5)), Context(2, new MoneyDeposited(2, default))], default);
            await transaction.CommitAsync();
        }

        Assert.That(DescriptorOf<AccountBalances>().HandlesRuns, Is.False);
        Assert.That(await store.ReadModel(AccountBalanceMapping.Instance).FindAsync("1"), Is.EqualTo(new AccountBalance("1", "Alice", 7)));
        var rich = new ReadModelQuery<AccountBalance>().Where(AccountBalanceColumns.Balance.AtLeast(7));
        Assert.That(await store.ReadModel(AccountBalanceMapping.Instance).QueryAsync(rich).ToListAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public void The_token_reaches_the_handler() => Assert.That(
        async () => await ((IProjection)DescriptorOf<NoteLog>().Create(new Dependencies(_log))).HandleAsync(Context(1, new MoneyWithdrawn(1)), new CancellationToken(canceled: true)),
        Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public void Keys_are_what_the_class_says_else_the_stream()
    {
        var descriptor = DescriptorOf<NoteLog>();
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = culture;
        Assert.That(descriptor.KeyOf(Context(1, new NoteTaken("a")).Event), Is.EqualTo("a"));
        Assert.That(descriptor.KeyOf(Context(1, new MoneyWithdrawn(1.5m)).Event), Is.EqualTo("1.5"));
        Assert.That(descriptor.KeyOf(Context(1, new NoteTaken("")).Event), Is.EqualTo("account/1"));
        Assert.That(DescriptorOf<AccountBalances>().KeyOf(Context(1, new NoteTaken("a")).Event), Is.EqualTo("account/1"));
    }

    private static ProjectionDescriptor<T> DescriptorOf<T>()
        where T : class, IProjection<T> => T.Descriptor;

    private static EventContext Context(long version, object data) => new(
        new RecordedEvent
        {
            Stream = new StreamId("account", "1"), Version = version, Position = new GlobalPosition(StoreId, version), Name = "x", SchemaVersion = 1, RecordedAt = DateTimeOffset.UnixEpoch, Data = data,
            Metadata = new EventMetadata { EventId = Guid.CreateVersion7(), OccurredAt = DateTimeOffset.UnixEpoch },
        },
        new Delivery("test", null));
}
