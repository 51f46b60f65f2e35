using EventSourcing.Tests.Domain;

namespace EventSourcing.Tests.Aggregates;

/// <summary>You pay for what you use: a load allocates the events, what the handlers make of them, and next to nothing beside.</summary>
public sealed class AllocationTests
{
    private const int Events = 1_000;

    // A CounterIncremented and a CounterState: an object header, a type and two integers or one.
    private const int BytesAnEvent = 24 + 24;

    [Test]
    public async Task Loading_an_aggregate_allocates_little_beside_its_events()
    {
        var (few, many) = (await BesideEventsAsync(10), await BesideEventsAsync(Events));

        TestContext.Out.WriteLine($"beside the events: {few} bytes for 10, {many} bytes for {Events}");
        Assert.That(many - few, Is.LessThan(1024), "what grows with the events");
#if !DEBUG
        // Without optimization every async state machine is an object of its own.
        Assert.That(many, Is.LessThan(1024), "all of it");
#endif
    }

    private static async Task<long> BesideEventsAsync(int events)
    {
        await using var store = new SqliteEventStore("Data Source=:memory:", DomainEvents.Catalog);
        var counters = new AggregateRepository<Counter, CounterId>(store);
        var counter = counters.Create(new CounterId(1));
        for (var i = 0; i < events; i++) counter.Increment(1);
        await counters.SaveAsync(counter);

        var least = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var loading = counters.LoadAsync(new CounterId(1));
            Assert.That(loading.IsCompletedSuccessfully, Is.True, "SQLite works on the caller's thread");
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.That((await loading).State.Value, Is.EqualTo(events));
        }

        return least - (events * BytesAnEvent);
    }
}
