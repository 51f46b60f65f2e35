using Banking;
using EventSourcing.Diagnostics;
using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing.Hosting.Tests;

/// <summary>What measuring costs where nobody listens.</summary>
[NonParallelizable]
internal sealed class StoreMeterTests
{
    [Test]
    public void Nothing_is_allocated_where_nobody_listens()
    {
        var (meter, stored) = (new StoreMeter("test"), new AppendResult(new StreamId("account", "1"), 1, default, default));
        var append = PreparedAppend.Create(new EventSerializer(DomainEvents.Catalog), stored.Stream, ExpectedVersion.Any, [new NewEvent(new AccountOpened("Alice", 1m))]);
        var (reading, fold) = (AsyncEnumerable.Empty<RecordedEvent>(), new CountingFold());
        Run();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) Run();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Run()
        {
#pragma warning disable CA2012, ESG0601 // All of it has ended when it is returned, and awaiting it is not what is measured.
            _ = meter.AppendAsync(append, stored, static (stored, _, _) => ValueTask.FromResult(stored), CancellationToken.None);
            _ = meter.WriteAsync(append, stored, static (stored, _, _) => ValueTask.FromResult(stored), CancellationToken.None);
            _ = meter.ReplayAsync(stored.Stream, fold, stored, static (_, _, _, _) => ValueTask.CompletedTask, CancellationToken.None);
#pragma warning restore CA2012, ESG0601
            _ = meter.Read(stored.Stream, reading);
        }
    }

    [Test]
    public void A_reading_is_passed_on_as_it_is_where_nobody_listens()
    {
        var reading = AsyncEnumerable.Empty<RecordedEvent>();

        Assert.That(new StoreMeter("test").Read(new StreamId("account", "1"), reading), Is.SameAs(reading));
    }
}
