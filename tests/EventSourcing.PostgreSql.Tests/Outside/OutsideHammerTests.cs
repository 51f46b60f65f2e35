using System.Diagnostics;
using EventSourcing.CrashWriter;

namespace EventSourcing.PostgreSql.Tests.Outside;

/// <summary>ST-6, ST-7, ST-9: the store and its feed from outside, under blows of all kinds; and two careless users whom the same look must find out.</summary>
[TestFixture]
public sealed class OutsideHammerTests
{
    private static IEnumerable<int> Seeds => Enumerable.Range(1, LongRun.Or(2, 6));

    private static OutsideFlaw[] Flaws => LongRun.IsAsked ? [OutsideFlaw.CheckpointPastTheCeiling, OutsideFlaw.NewIdsForTheSameAppend] : [OutsideFlaw.CheckpointPastTheCeiling];

    [TestCaseSource(nameof(Seeds))]
    public async Task Whatever_is_killed_or_cut_nothing_is_lost_doubled_halved_or_passed_over(int seed)
    {
        await using var hammer = await OutsideHammer.StartAsync(seed);
        for (var running = Stopwatch.StartNew(); ;)
        {
            await hammer.RoundAsync();
            if (running.Elapsed > TimeSpan.FromSeconds(LongRun.Or(0, 60))) break;
        }

        var faults = await hammer.EndAsync();
        TestContext.Out.WriteLine($"seed {seed}: {hammer.Story}");
        Assert.That(faults, Is.Empty, $"seed {seed}");
    }

    [TestCaseSource(nameof(Flaws))]
    public async Task Who_uses_the_store_wrongly_is_found_out(OutsideFlaw flaw)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            await using var hammer = await OutsideHammer.StartAsync(seed, flaw);
            await hammer.RoundAsync();
            var faults = await hammer.EndAsync();
            if (faults.Count == 0) continue;
            TestContext.Out.WriteLine($"seed {seed}: {string.Join(Environment.NewLine, faults.Take(5))}");
            return;
        }

        Assert.Fail("The hammer has not found what is wrong.");
    }
}
