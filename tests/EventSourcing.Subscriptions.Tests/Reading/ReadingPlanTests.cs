using CsCheck;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>SU-7: what is read next, and for which partitions.</summary>
internal sealed class ReadingPlanTests
{
    [Test]
    public void Whoever_works_when_and_how_much_each_partition_gets_its_events_once_and_in_order_and_no_more_is_in_flight_than_may_be()
    {
        var scenes = Gen.Select(Gen.Int[1, 6], Gen.Int[1, 60], Gen.Int[0, 400], Gen.Int[0, 1_000_000]);
        scenes.Sample((partitions, maxEvents, length, seed) =>
        {
            var random = new Random(seed);
            var weights = Enumerable.Range(0, partitions).Select(_ => random.Next(1, 10)).ToArray();
            var feed = Enumerable.Range(0, length).Select(_ => Weighted(random, weights)).ToArray();
            var starts = random.Next(3) == 0 ? Enumerable.Range(0, partitions).Select(_ => random.Next(length + 1)).ToArray() : null;
            var scene = new ReadingScene(feed, partitions, maxEvents, starts);
            for (var i = 0; i < 3 * length; i++)
            {
                var partition = Weighted(random, weights);
                switch (random.Next(3))
                {
                    case 0:
                        scene.Read();
                        break;
                    case 1:
                        scene.Take(partition, random.Next(1, 10));
                        break;
                    default:
                        scene.Finish(partition);
                        break;
                }
            }

            for (var partition = 0; partition < partitions; partition++) scene.Finish(partition);
            scene.Run(_ => true, 7);
            Assert.That(scene.IsRead);
            for (var partition = 0; partition < partitions; partition++) Assert.That(scene.Handled[partition], Is.EqualTo(scene.EventsOf(partition)));
            Assert.That(scene.MostInFlight, Is.LessThanOrEqualTo(maxEvents));
        });
    }

    [Test]
    public void Fewer_than_half_of_the_partitions_that_stand_still_stop_none_of_the_others()
    {
        Gen.Select(Gen.Int[3, 12], Gen.Int[4, 40], Gen.Int[1, 10], Gen.Int[0, 1_000_000]).Sample((partitions, perPartition, most, seed) =>
        {
            var random = new Random(seed);
            var slow = Enumerable.Range(0, partitions).OrderBy(_ => random.Next()).Take(random.Next(1, Math.Max(2, (partitions / 2) - 1))).ToHashSet();
            var feed = Enumerable.Range(0, 1_000).Select(_ => random.Next(partitions)).ToArray();
            var scene = new ReadingScene(feed, partitions, partitions * perPartition);
            scene.Run(p => !slow.Contains(p), most);
            for (var partition = 0; partition < partitions; partition++)
            {
                if (!slow.Contains(partition)) Assert.That(scene.Handled[partition], Is.EqualTo(scene.EventsOf(partition)), $"Partition {partition} of {partitions}, of which {string.Join(", ", slow)} stand still");
            }

            scene.Run(_ => true, most);
            Assert.That(scene.IsRead);
            foreach (var partition in slow) Assert.That(scene.Handled[partition], Is.EqualTo(scene.EventsOf(partition)));
        });
    }

    [TestCase(2)]
    [TestCase(8)]
    public void One_that_stands_still_is_read_for_twice_and_not_more_often(int partitions)
    {
        var feed = Enumerable.Range(0, 20_000).Select(i => i % partitions).ToArray();
        var scene = new ReadingScene(feed, partitions, 1_000);
        scene.Run(p => p > 0, 100);
        Assert.That(scene.EventsRead, Is.LessThan(21_000));
        scene.Run(_ => true, 100);
        Assert.That(scene.IsRead);
        Assert.That(scene.EventsRead, Is.LessThan(42_000));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(8)]
    [TestCase(64)]
    public void Where_all_work_as_fast_nothing_is_read_twice_and_pages_are_large(int partitions)
    {
        var random = new Random(1);
        var feed = Enumerable.Range(0, 50_000).Select(_ => random.Next(partitions)).ToArray();
        var scene = new ReadingScene(feed, partitions, 1_000);
        while (!scene.IsRead)
        {
            while (scene.Read())
            {
                // As long as there is room.
            }

            for (var partition = 0; partition < partitions; partition++)
            {
                scene.Finish(partition);
                scene.Take(partition, 100);
            }
        }

        Assert.That(scene.EventsRead, Is.LessThan(1.02 * feed.Length));
        Assert.That(scene.Pages, Is.LessThan(feed.Length / 100));
    }

    [Test]
    public void One_that_is_far_behind_when_it_begins_does_not_keep_the_others_waiting()
    {
        var feed = Enumerable.Range(0, 10_000).Select(i => i % 4).ToArray();
        var scene = new ReadingScene(feed, 4, 100, [4, 9_900, 9_990, 9_000]);
        scene.Run(p => p > 0, 10);
        for (var partition = 1; partition < 4; partition++) Assert.That(scene.Handled[partition], Is.EqualTo(scene.EventsOf(partition)));
        Assert.That(scene.EventsRead, Is.LessThan(2_500), "What only the one that stands still has not handled is not read for the others");
        scene.Run(_ => true, 10);
        Assert.That(scene.Handled[0], Is.EqualTo(scene.EventsOf(0)));
    }

    private static int Weighted(Random random, int[] weights)
    {
        var at = random.Next(weights.Sum());
        for (var i = 0; ; i++)
        {
            at -= weights[i];
            if (at < 0) return i;
        }
    }
}
