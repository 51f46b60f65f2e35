using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Processes;

/// <summary>Aggregates that a process lets decide see what the process has done in the same transaction.</summary>
internal static class ProcessAggregateRules
{
    public static void AddTo(CaseList cases)
    {
        foreach (var (name, steps, expected) in new (string, string[], string[])[]
        {
            ("appends to, within one event", ["board +1 2"], ["+1", "2 after 1"]),
            ("has let decide before, within one event", ["board 1 2 3"], ["1 after 0", "2 after 1", "3 after 2"]),
            ("appends to between two decisions", ["board 1 +2 3 +4 +5 6"], ["1 after 0", "+2", "3 after 2", "+4", "+5", "6 after 5"]),
            ("has let decide, and which has refused then", ["board 1 ! 2 +3 ! 4"], ["1 after 0", "2 after 1", "+3", "4 after 3"]),
            ("has appended to with an event before, in the same transaction", ["board +1", "board 2", "board +3", "board ! 4"], ["+1", "2 after 1", "+3", "4 after 3"]),
        })
        {
            cases.Add("PM-1", $"an aggregate whose stream a process {name} decides on the newest state, without a conflict", async s =>
            {
                var scene = new ProcessScene(s);
                await scene.TellAsync("a", ["start", .. steps]).ConfigureAwait(false);
                await RunAsync(scene).ConfigureAwait(false);
                Expect.Sequence(expected, await BoardAsync(s).ConfigureAwait(false), "What is on the board");
            });
        }

        cases.Add("PM-1", "state, an append and a decision of one event are stored together, and once where the event is handled again", async s =>
        {
            var (scene, failures) = (new ProcessScene(s), 0);
            await s.AppendAsync(Errand.BoardOf("a"), ExpectedVersion.NoStream, new NewEvent(new NoteTaken("theirs"))).ConfigureAwait(false);
            await scene.TellAsync("a", "start", "say 1", "board +2 3", "board 4").ConfigureAwait(false);
            await scene.RunAsync(text =>
            {
                if (text != "start" && failures++ % 2 == 0) throw new InvalidOperationException("Now and then.");
            }).ConfigureAwait(false);
            string[] expected = ["theirs", "+2", "3 after 2", "4 after 3"];
            Expect.True(failures >= 4, "It has failed");
            Expect.Sequence(expected, await BoardAsync(s).ConfigureAwait(false), "What is on the board");
            Expect.Equal("1;", await scene.HeardAsync("a").ConfigureAwait(false), "What it remembers");
        });
        cases.Add("PM-1", "a process sees at an aggregate what others have appended to it meanwhile", async s =>
        {
            var scene = new ProcessScene(s);
            await scene.TellAsync("a", "start", "board 1").ConfigureAwait(false);
            await RunAsync(scene).ConfigureAwait(false);
            await s.AppendAsync(Errand.BoardOf("a"), ExpectedVersion.Any, new NewEvent(new NoteTaken("theirs"))).ConfigureAwait(false);
            await scene.TellAsync("a", "board +2 3").ConfigureAwait(false);
            await RunAsync(scene).ConfigureAwait(false);
            string[] expected = ["1 after 0", "theirs", "+2", "3 after 3"];
            Expect.Sequence(expected, await BoardAsync(s).ConfigureAwait(false), "What is on the board");
        });
    }

    private static async Task RunAsync(ProcessScene scene)
    {
        var manager = scene.NewManager();
        await using (manager.ConfigureAwait(false))
        {
            await manager.StartAllAsync().ConfigureAwait(false);
            await scene.CaughtUpAsync(manager).ConfigureAwait(false);
            Expect.Equal(0L, (await manager.GetStatusAsync("errand@1").ConfigureAwait(false)).Failed, "Attempts that have failed");
        }
    }

    private static async Task<IEnumerable<string>> BoardAsync(StoreScene scene) => StoreScene.TextsOf(await scene.ReadAsync(Errand.BoardOf("a")).ConfigureAwait(false));
}
