using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Processes;

/// <summary>Instances start, remember, act and end.</summary>
internal static class ProcessRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PM-1", "a process starts with the events that start it, goes on with the others, and acts once for each", async s =>
        {
            var scene = new ProcessScene(s);
            await scene.TellAsync("a", "say early", "start", "say 1", "start", "say 2").ConfigureAwait(false);
            await scene.TellAsync("b", "say nobody").ConfigureAwait(false);
            await scene.RunAsync().ConfigureAwait(false);
            Expect.Sequence(["1", "2"], await scene.SaidAsync("a").ConfigureAwait(false), "What it has said");
            Expect.Equal("1;2;", await scene.HeardAsync("a").ConfigureAwait(false), "What it remembers");
            var instance = await scene.Instances.FindAsync(Errand.Name, "a").ConfigureAwait(false);
            Expect.Equal((ProcessStatus.Active, 4L, 0L, (DateTimeOffset?)null), (instance!.Status, instance.HandledEvents, instance.IgnoredEvents, instance.CompletedAt), "The instance");
            Expect.Equal(null, await scene.Instances.FindAsync(Errand.Name, "b").ConfigureAwait(false), "An instance that nothing has started");
        });
        cases.Add("PM-1", "what a process appends has the event at hand as its cause", async s =>
        {
            var scene = new ProcessScene(s);
            await scene.TellAsync("a", "start", "say 1").ConfigureAwait(false);
            await scene.RunAsync().ConfigureAwait(false);
            var cause = (await s.ReadAsync(ProcessScene.StreamOf("a")).ConfigureAwait(false))[1];
            var said = (await s.ReadAsync(Errand.Said("a")).ConfigureAwait(false))[0];
            Expect.True(said.Metadata.IsCausedBy(cause.Metadata), "It is caused by the event that was handled");
            Expect.True(said.Metadata.IsCorrelatedWith(cause.Metadata), "It belongs to its conversation");
        });
        cases.Add("PM-1", "an instance that has ended ignores and counts what comes later, and keeps what it remembers", async s =>
        {
            var scene = new ProcessScene(s);
            await scene.TellAsync("a", "start", "say 1", "wait x 10", "end", "say 2", "start").ConfigureAwait(false);
            await scene.RunAsync().ConfigureAwait(false);
            var instance = await scene.Instances.FindAsync(Errand.Name, "a").ConfigureAwait(false);
            Expect.Equal((ProcessStatus.Completed, 4L, 2L, (DateTimeOffset?)scene.Clock.Now), (instance!.Status, instance.HandledEvents, instance.IgnoredEvents, instance.CompletedAt), "The instance");
            Expect.Equal("1;", await scene.HeardAsync("a").ConfigureAwait(false), "What it remembers");
            Expect.Equal(0, (await scene.OpenTimeoutsAsync().ConfigureAwait(false)).Count, "Its timeouts");
            Expect.Equal(0, (await StoreScene.ListAsync(scene.Instances.ListAsync(Errand.Name, ProcessStatus.Active)).ConfigureAwait(false)).Count, "The active instances");
            Expect.Equal(1, (await StoreScene.ListAsync(scene.Instances.ListAsync(Errand.Name, ProcessStatus.Completed)).ConfigureAwait(false)).Count, "Those that have ended");
        });
        cases.Add("PM-1", "an instance that has ended starts anew where the process says so", async s =>
        {
            var scene = new ProcessScene(s);
            await scene.TellAsync("a", "start", "say 1", "end", "say 2", "start", "say 3").ConfigureAwait(false);
            await scene.RunAsync(restarts: true).ConfigureAwait(false);
            var instance = await scene.Instances.FindAsync(Errand.Name, "a").ConfigureAwait(false);
            Expect.Equal((ProcessStatus.Active, 2L, 1L), (instance!.Status, instance.HandledEvents, instance.IgnoredEvents), "The instance");
            Expect.Equal("3;", await scene.HeardAsync("a").ConfigureAwait(false), "What it remembers");
        });
        cases.Add("PM-1", "a state can be removed, and begun again", async s =>
        {
            var scene = new ProcessScene(s);
            await scene.TellAsync("a", "start", "say 1", "forget").ConfigureAwait(false);
            await scene.RunAsync().ConfigureAwait(false);
            Expect.Equal(null, await scene.HeardAsync("a").ConfigureAwait(false), "What it remembers");
            await scene.TellAsync("a", "say 2").ConfigureAwait(false);
            await scene.RunAsync().ConfigureAwait(false);
            Expect.Equal("2;", await scene.HeardAsync("a").ConfigureAwait(false), "What it remembers then");
        });
        cases.Add("PM-1", "a handler that fails when all is done leaves nothing behind, and nothing is doubled when it is called again", async s =>
        {
            var (scene, failures) = (new ProcessScene(s), 0);
            await scene.TellAsync("a", "start", "say 1", "wait x 10", "say 2").ConfigureAwait(false);
            await scene.RunAsync(text =>
            {
                if (text != "start" && failures++ % 2 == 0) throw new InvalidOperationException("Now and then.");
            }).ConfigureAwait(false);
            Expect.True(failures >= 4, "It has failed");
            Expect.Sequence(["1", "2"], await scene.SaidAsync("a").ConfigureAwait(false), "What it has said");
            Expect.Equal("1;2;", await scene.HeardAsync("a").ConfigureAwait(false), "What it remembers");
            Expect.Equal(1, (await scene.OpenTimeoutsAsync().ConfigureAwait(false)).Count, "Its timeouts");
        });
        cases.Add("PM-1", "events that are handled again from the beginning append nothing twice", async s =>
        {
            var scene = new ProcessScene(s);
            await scene.TellAsync("a", "start", "say 1", "say 2").ConfigureAwait(false);
            await scene.RunAsync().ConfigureAwait(false);
            await scene.Store.Checkpoints.RemoveAsync("errand@1").ConfigureAwait(false);
            await scene.RunAsync(batchSize: 1).ConfigureAwait(false);
            Expect.Sequence(["1", "2"], await scene.SaidAsync("a").ConfigureAwait(false), "What it has said");
        });
    }
}
