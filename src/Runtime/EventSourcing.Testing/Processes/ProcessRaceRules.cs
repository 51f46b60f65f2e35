using System.Globalization;
using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Processes;

/// <summary>Several nodes at once.</summary>
internal static class ProcessRaceRules
{
    private const int Keys = 4;
    private const int Words = 12;

    public static void AddTo(CaseList cases)
    {
        cases.Add("PM-1", "two nodes that run one process at once handle each event once, and let each timeout elapse once", async s =>
        {
            var scene = new ProcessScene(s);
            var (first, second) = (scene.NewManager(batchSize: 5, partitions: 2), scene.NewManager(batchSize: 5, partitions: 2));
            await using (first.ConfigureAwait(false))
            await using (second.ConfigureAwait(false))
            {
                await first.StartAllAsync().ConfigureAwait(false);
                await second.StartAllAsync().ConfigureAwait(false);
                await StoreScene.AllAtOnce(Keys, async i =>
                {
                    await scene.TellAsync(Key(i), ["start", "wait late 10", .. Enumerable.Range(0, Words).Select(w => $"say {w}")]).ConfigureAwait(false);
                    return i;
                }).ConfigureAwait(false);
                await scene.CaughtUpAsync(first).ConfigureAwait(false);
                scene.Clock.Advance(10);
                var elapsed = await StoreScene.AllAtOnce(3, _ => scene.Timeouts.ElapseAsync().AsTask()).ConfigureAwait(false);
                Expect.Equal(Keys, elapsed.Sum(), "How many timeouts have elapsed");
                await scene.CaughtUpAsync(second).ConfigureAwait(false);
            }

            for (var i = 0; i < Keys; i++)
                Expect.Sequence([.. Enumerable.Range(0, Words).Select(Key), "late"], await scene.SaidAsync(Key(i)).ConfigureAwait(false), $"What instance {i} has said");
        });
        cases.Add("PM-1", "of several nodes with the loop of timeouts one lets them elapse, and another goes on when it stops", async s =>
        {
            var scene = new ProcessScene(s);
            var options = new ProcessTimeoutsOptions { PollInterval = TimeSpan.FromMilliseconds(20) };
            var (first, second) = (new ProcessTimeouts(scene.Store, options), new ProcessTimeouts(scene.Store, options));
            var manager = scene.NewManager();
            await using (first.ConfigureAwait(false))
            await using (second.ConfigureAwait(false))
            await using (manager.ConfigureAwait(false))
            {
                await manager.StartAllAsync().ConfigureAwait(false);
                first.Start();
                second.Start();
                await scene.TellAsync("a", "start", "wait one 0").ConfigureAwait(false);
                await scene.Store.AppendAsync(ProcessScene.StreamOf("b"), ExpectedVersion.Any, [StoreScene.Note("start"), StoreScene.Note("wait two 0")]).ConfigureAwait(false);
                await SaysAsync(scene, "b", "two").ConfigureAwait(false);
                await first.StopAsync().ConfigureAwait(false);
                await scene.Store.AppendAsync(ProcessScene.StreamOf("b"), ExpectedVersion.Any, [StoreScene.Note("wait three 0")]).ConfigureAwait(false);
                await SaysAsync(scene, "b", "two", "three").ConfigureAwait(false);
                Expect.Equal(null, second.LastError, "What has failed");
            }
        });
    }

    private static string Key(int i) => i.ToString(CultureInfo.InvariantCulture);

    /// <summary>Waits until an instance has said something; the rule's own limit ends it.</summary>
    private static async Task SaysAsync(ProcessScene scene, string key, params string[] words)
    {
        while (!(await scene.SaidAsync(key).ConfigureAwait(false)).SequenceEqual(words)) await Task.Delay(5).ConfigureAwait(false);
    }
}
