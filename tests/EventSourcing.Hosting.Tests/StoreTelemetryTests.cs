using System.Diagnostics;
using Banking;
using EventSourcing.PostgreSql.Tests;
using EventSourcing.Storage;
using Npgsql;

namespace EventSourcing.Hosting.Tests;

/// <summary>What stores tell those who collect metrics and traces: the same on each.</summary>
[TestFixture(StoreKind.InMemory)]
[TestFixture(StoreKind.Sqlite)]
[TestFixture(StoreKind.PostgreSql)]
[NonParallelizable]
internal sealed class StoreTelemetryTests(StoreKind kind)
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _category = $"account-{Guid.NewGuid():n}";
    private TestDatabase? _database;
    private NpgsqlDataSource? _source;
    private ITransactionalEventStore _store = null!;

    private string SystemName => kind switch
    {
        StoreKind.InMemory => "memory",
        StoreKind.Sqlite => "sqlite",
        _ => "postgresql",
    };

    private StreamId Stream => new(_category, "1");

    private (string, string) Category => ("eventsourcing.category", _category);

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        if (kind == StoreKind.PostgreSql)
        {
            _database = await TestServer.CreateDatabaseAsync();
            _source = NpgsqlDataSource.Create(_database.ConnectionString);
        }

        _store = kind switch
        {
            StoreKind.InMemory => new InMemoryEventStore(DomainEvents.Catalog),
            StoreKind.Sqlite => new SqliteEventStore("Data Source=:memory:", DomainEvents.Catalog),
            _ => new PostgreSqlEventStore(_source!, DomainEvents.Catalog),
        };
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        await _store.DisposeAsync();
        if (_source is not null) await _source.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    [Test]
    public async Task Appends_conflicts_and_durations_are_measured()
    {
        using var told = new Telemetry();
        var before = await _store.GetVersionAsync(Stream);
        await _store.AppendAsync(Stream, ExpectedVersion.Any, [Opened(), Opened()]);
        await ((IAtomicEventStore)_store).AppendAsync([new StreamAppend(Stream, ExpectedVersion.Any, [Opened()]), new StreamAppend(new StreamId(_category, "2"), ExpectedVersion.Any, [Opened()])]);
        Assert.That(async () => await _store.AppendAsync(Stream, ExpectedVersion.NoStream, [Opened()]), Throws.TypeOf<ConcurrencyException>());
        Assert.That(async () => await ((IAtomicEventStore)_store).AppendAsync([new StreamAppend(Stream, ExpectedVersion.Exactly(before), [Opened()])]), Throws.TypeOf<ConcurrencyException>());

        Assert.That(told.Sum("eventsourcing.store.appended", Category, ("db.system.name", SystemName)), Is.EqualTo(4));
        Assert.That(told.Sum("eventsourcing.store.conflicts", Category, ("db.system.name", SystemName)), Is.EqualTo(2));
        var durations = told.Measured.Where(m => m.Instrument == "eventsourcing.store.append.duration").ToList();
        Assert.That(durations.Select(d => d.Tags.GetValueOrDefault("error.type")), Is.EqualTo(new[] { null, null, typeof(ConcurrencyException).FullName, typeof(ConcurrencyException).FullName }));
        Assert.That(durations.Select(d => d.Value), Is.All.GreaterThan(0));
    }

    [Test]
    public async Task A_transaction_is_counted_when_it_commits()
    {
        using var told = new Telemetry();
        await using (var undone = await _store.BeginTransactionAsync())
        {
            await undone.AppendAsync(Stream, ExpectedVersion.Any, [Opened()]);
        }

        Assert.That(told.Sum("eventsourcing.store.appended", Category), Is.Zero);
        await using (var committed = await _store.BeginTransactionAsync())
        {
            await committed.AppendAsync(Stream, ExpectedVersion.Any, [Opened(), Opened()]);
            Assert.That(async () => await committed.AppendAsync(Stream, ExpectedVersion.NoStream, [Opened()]), Throws.TypeOf<ConcurrencyException>());
            await committed.AppendAsync([new StreamAppend(Stream, ExpectedVersion.Any, [Opened()])]);
            await committed.TakeAppendedAsync();
            await committed.CommitAsync();
        }

        Assert.That(told.Sum("eventsourcing.store.appended", Category, ("db.system.name", SystemName)), Is.EqualTo(3));
        Assert.That(told.Sum("eventsourcing.store.conflicts", Category), Is.EqualTo(1));
    }

    [Test]
    public async Task Spans_of_appends_and_readings_are_linked_to_what_raised_the_events()
    {
        using var told = new Telemetry();
        var stream = new StreamId(_category, Guid.NewGuid().ToString());
        using (var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start())
        {
            await _store.AppendAsync(stream, ExpectedVersion.Any, [Opened($"00-{Trace}-b7ad6b7169203331-01"), Opened($"00-{Trace}-b7ad6b7169203332-01"), Opened()]);
            Assert.That(Activity.Current, Is.SameAs(request));
            await foreach (var @event in _store.ReadStreamAsync(stream)) Assert.That(Activity.Current, Is.SameAs(request), "what is done with an event is no part of the reading");
            await ((IEventReplaySource)_store).ReplayAsync(stream, new CountingFold());
            Assert.That(told.Spans.Select(s => s.ParentSpanId), Is.All.EqualTo(request.SpanId));
        }

        var (append, read, replay) = (told.Spans.First(), told.Spans.ElementAt(1), told.Spans.ElementAt(2));
        Assert.That((append.DisplayName, append.Kind), Is.EqualTo(($"append {_category}", ActivityKind.Client)));
        Assert.That(append.Links.Select(l => l.Context.TraceId.ToString()), Is.EqualTo(new[] { Trace }), "once for each trace, and not to its own");
        Assert.That((append.GetTagItem("db.system.name"), append.GetTagItem("db.operation.batch.size"), append.GetTagItem("eventsourcing.stream")), Is.EqualTo(((object)SystemName, (object)3, (object)stream.ToString())));
        Assert.That((read.DisplayName, read.GetTagItem("db.response.returned_rows")), Is.EqualTo(($"read {_category}", (object)3L)));
        Assert.That(read.Links.Select(l => l.Context.TraceId.ToString()), Does.Contain(Trace));
        Assert.That((replay.DisplayName, replay.GetTagItem("db.response.returned_rows")), Is.EqualTo(($"read {_category}", (object)3L)));
    }

    [Test]
    public void A_span_says_what_has_failed()
    {
        using var told = new Telemetry();
        Assert.That(async () => await _store.AppendAsync(Stream, ExpectedVersion.Exactly(1_000_000), [Opened()]), Throws.TypeOf<ConcurrencyException>());

        var span = told.Spans.Single();
        Assert.That((span.Status, span.GetTagItem("error.type")), Is.EqualTo((ActivityStatusCode.Error, (object)typeof(ConcurrencyException).FullName!)));
    }

    [Test]
    public async Task Who_holds_the_feed_back_is_told()
    {
        if (kind != StoreKind.PostgreSql) return;
        using var told = new Telemetry();
        await using var manager = new SubscriptionManager(_store);
        await using var open = await _store.BeginTransactionAsync();
        await open.AppendAsync(Stream, ExpectedVersion.Any, [Opened()]);

        for (var since = Stopwatch.GetTimestamp(); !told.Measured.Any(m => m.Instrument == "eventsourcing.feed.held.time"); told.Collect())
        {
            Assert.That(Stopwatch.GetElapsedTime(since), Is.LessThan(Patience));
            await Task.Delay(20);
        }

        var (_, seconds, tags) = told.Measured.First(m => m.Instrument == "eventsourcing.feed.held.time");
        Assert.That(seconds, Is.GreaterThanOrEqualTo(1));
        Assert.That(tags["eventsourcing.feed.holder"], Does.Contain("pid").Or.Contain("process"));
        GC.KeepAlive(manager);
    }

    private static NewEvent Opened(string? traceParent = null) =>
        new(new AccountOpened("Alice", 1m), new EventMetadata { TraceParent = traceParent ?? Activity.Current?.Id });
}
