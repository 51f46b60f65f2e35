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
        await using var store = new SqliteEventStore("Data Source=:memory:", DomainEvents.Catalog);
        var counters = new AggregateRepository<Counter, CounterId>(store);
        var counter = counters.Create(new CounterId(1));
        for (var i = 0; i < Events; i++) counter.Increment(1);
        await counters.SaveAsync(counter);

        var least = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var loading = counters.LoadAsync(new CounterId(1));
            Assert.That(loading.IsCompletedSuccessfully, Is.True, "SQLite works on the caller's thread");
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.That((await loading).State.Value, Is.EqualTo(Events));
        }

        TestContext.Out.WriteLine($"{least - (Events * BytesAnEvent)} bytes beside the events");
        Assert.That(least, Is.LessThan((Events * BytesAnEvent) + 1024));
    }
}
