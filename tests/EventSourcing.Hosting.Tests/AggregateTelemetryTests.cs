using System.Diagnostics;
using Banking;

namespace EventSourcing.Hosting.Tests;

/// <summary>What repositories tell.</summary>
[NonParallelizable]
internal sealed class AggregateTelemetryTests
{
    [Test]
    public async Task Loading_and_saving_are_spans_around_those_of_the_store()
    {
        using var telemetry = new Telemetry();
        await using var store = new InMemoryEventStore(DomainEvents.Catalog);
        var accounts = new AggregateRepository<BankAccount, Guid>(store);
        var account = accounts.Create(Guid.CreateVersion7());
        account.Open("Alice", 5m);
        account.Withdraw(1m);
        await accounts.SaveAsync(account);
        await accounts.SaveAsync(account);
        await accounts.LoadAsync(account.Id);

        var stream = accounts.StreamOf(account.Id).ToString();
        var save = Of(telemetry, "save account").Single();
        Assert.That(Tags(save), Is.EquivalentTo(new Dictionary<string, object?>
        {
            ["eventsourcing.aggregate"] = typeof(BankAccount).FullName, ["eventsourcing.stream"] = stream, ["eventsourcing.events"] = 2, ["eventsourcing.version"] = 2L,
        }));
        var load = Of(telemetry, "load account").Single();
        Assert.That(Tags(load), Is.EquivalentTo(new Dictionary<string, object?> { ["eventsourcing.aggregate"] = typeof(BankAccount).FullName, ["eventsourcing.stream"] = stream, ["eventsourcing.version"] = 2L }));
        Assert.That((save.Kind, load.Kind, save.Status, load.Status), Is.EqualTo((ActivityKind.Internal, ActivityKind.Internal, ActivityStatusCode.Unset, ActivityStatusCode.Unset)));
        Assert.That(Of(telemetry, "append account").Single().ParentSpanId, Is.EqualTo(save.SpanId));
        Assert.That(Of(telemetry, "read account").Single().ParentSpanId, Is.EqualTo(load.SpanId));
    }

    [Test]
    public async Task What_fails_is_told_with_its_type()
    {
        using var telemetry = new Telemetry();
        var store = new InMemoryEventStore(DomainEvents.Catalog);
        var accounts = new AggregateRepository<BankAccount, Guid>(store);
        var (one, other, id) = (accounts.Create(Guid.Empty), accounts.Create(Guid.Empty), Guid.Empty);
        one.Open("Alice", 5m);
        other.Open("Bob", 5m);
        await accounts.SaveAsync(one);
        Assert.CatchAsync<ConcurrencyException>(async () => await accounts.SaveAsync(other));
        var unit = new UnitOfWork(store);
        unit.Track(other);
        Assert.CatchAsync<ConcurrencyException>(async () => await unit.SaveAsync());
        await store.DisposeAsync();
        Assert.CatchAsync<ObjectDisposedException>(async () => await accounts.LoadAsync(id));

        var failed = telemetry.Spans.Where(s => s.Status == ActivityStatusCode.Error && s.Kind == ActivityKind.Internal).Select(s => (s.DisplayName, s.GetTagItem("error.type")));
        Assert.That(failed, Is.EqualTo(new (string, object?)[]
        {
            ("save account", typeof(ConcurrencyException).FullName), ("save", typeof(ConcurrencyException).FullName), ("load account", typeof(ObjectDisposedException).FullName),
        }));
    }

    [Test]
    public async Task A_unit_of_work_tells_how_much_it_saves()
    {
        using var telemetry = new Telemetry();
        await using var store = new InMemoryEventStore(DomainEvents.Catalog);
        var accounts = new AggregateRepository<BankAccount, Guid>(store);
        var unit = new UnitOfWork(store);
        foreach (var name in new[] { "Alice", "Bob" })
        {
            var account = accounts.Create(Guid.CreateVersion7());
            account.Open(name, 5m);
            if (name == "Bob") account.Withdraw(1m);
            unit.Track(account);
        }

        await unit.SaveAsync();
        var save = Of(telemetry, "save").Single();
        Assert.That(Tags(save), Is.EquivalentTo(new Dictionary<string, object?> { ["eventsourcing.streams"] = 2, ["eventsourcing.events"] = 3 }));
        Assert.That(Of(telemetry, "append").Single().ParentSpanId, Is.EqualTo(save.SpanId));
    }

    private static IEnumerable<Activity> Of(Telemetry telemetry, string name) => telemetry.Spans.Where(s => s.DisplayName == name);

    private static Dictionary<string, object?> Tags(Activity span) => span.TagObjects.ToDictionary(t => t.Key, t => t.Value);
}
