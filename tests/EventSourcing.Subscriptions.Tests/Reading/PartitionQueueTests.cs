namespace EventSourcing.Subscriptions.Tests;

/// <summary>When a partition's worker is woken, and what it is given.</summary>
internal sealed class PartitionQueueTests
{
    private static readonly Guid StoreId = Guid.NewGuid();

    [Test]
    public void A_worker_is_woken_by_a_full_batch_or_the_end_of_a_page_and_not_by_each_event()
    {
        var queue = new PartitionQueue(3);
        var units = new List<FeedUnit>();
        var waiting = Wait(queue);
        for (var i = 1; i <= 3; i++)
        {
            Assert.That(waiting.IsCompleted, Is.False);
            queue.Add(Unit(i));
        }

        Assert.That(() => waiting.IsCompletedSuccessfully, Is.True.After(10_000, 1));
        Assert.That(queue.Take(3, units), Is.EqualTo(Place(3)));
        Assert.That(units.Select(u => u.Position), Is.EqualTo(new[] { Place(1), Place(2), Place(3) }));

        waiting = Wait(queue);
        queue.Add(Unit(4));
        Assert.That(waiting.IsCompleted, Is.False);
        queue.Advance(Place(4));
        Assert.That(() => waiting.IsCompletedSuccessfully, Is.True.After(10_000, 1));
        units.Clear();
        Assert.That(queue.Take(3, units), Is.EqualTo(Place(4)));

        waiting = Wait(queue);
        queue.Advance(Place(9));
        Assert.That(() => waiting.IsCompletedSuccessfully, Is.True.After(10_000, 1));
        units.Clear();
        Assert.That(queue.Take(3, units), Is.EqualTo(Place(9)), "What does not concern it moves its checkpoint too");
    }

    [Test]
    public void What_is_left_of_a_page_holds_back_the_place()
    {
        var queue = new PartitionQueue(2);
        for (var i = 1; i <= 5; i++) queue.Add(Unit(i));
        queue.Advance(Place(8));
        foreach (var (count, place) in new[] { (2, 2), (2, 4), (1, 8), (0, 8) })
        {
            var units = new List<FeedUnit>();
            Assert.That(queue.Take(2, units), Is.EqualTo(Place(place)));
            Assert.That(units, Has.Count.EqualTo(count));
        }
    }

    private static GlobalPosition Place(int value) => new(StoreId, value);

    private static FeedUnit Unit(int value) => new(Place(value), TestEvents.Stream(), value, "numbered", 1, null, new InvalidOperationException());

    private static Task Wait(PartitionQueue queue) => queue.News.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None).AsTask();
}
