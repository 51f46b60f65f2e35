using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Processes;

/// <summary>Timeouts elapse once, in order, whatever was restarted meanwhile, unless they are cancelled.</summary>
internal static class ProcessTimeoutRules
{
    public static void AddTo(CaseList cases)
    {
        cases.Add("PM-1", "a timeout elapses when it is due, after a restart too, and once", async s =>
        {
            var scene = new ProcessScene(s);
            await scene.TellAsync("a", "start", "wait late 10").ConfigureAwait(false);
            await scene.RunAsync().ConfigureAwait(false);
            var open = (await scene.OpenTimeoutsAsync("a").ConfigureAwait(false)).Single();
            Expect.Equal(("late", scene.Clock.Now.AddSeconds(10), false), (open.Name, open.DueAt, open.HasElapsed), "The timeout");
            scene.Clock.Advance(9);
            Expect.Equal(0, await scene.Timeouts.ElapseAsync().ConfigureAwait(false), "What elapses too early");
            scene.Clock.Advance(1);
            Expect.Equal(1, await scene.Timeouts.ElapseAsync().ConfigureAwait(false), "What elapses in time");
            Expect.Equal(0, await scene.Timeouts.ElapseAsync().ConfigureAwait(false), "What elapses again");
            Expect.True((await scene.OpenTimeoutsAsync("a").ConfigureAwait(false)).Single().HasElapsed, "It has elapsed, and waits to be handled");
            await scene.RunAsync().ConfigureAwait(false);
            await scene.RunAsync().ConfigureAwait(false);
            Expect.Sequence(["late"], await scene.SaidAsync("a").ConfigureAwait(false), "What it has said");
            Expect.Equal(0, (await scene.OpenTimeoutsAsync().ConfigureAwait(false)).Count, "Its timeouts");
        });
        cases.Add("PM-1", "timeouts elapse in the order of their due times", async s =>
        {
            var scene = new ProcessScene(s);
            await scene.TellAsync("a", "start", "wait third 30", "wait first 10", "wait second 20").ConfigureAwait(false);
            await scene.RunAsync().ConfigureAwait(false);
            scene.Clock.Advance(60);
            Expect.Equal(3, await scene.Timeouts.ElapseAsync().ConfigureAwait(false), "How many elapse");
            await scene.RunAsync().ConfigureAwait(false);
            Expect.Sequence(["first", "second", "third"], await scene.SaidAsync("a").ConfigureAwait(false), "What it has said");
        });
        cases.Add("PM-1", "a timeout that is cancelled does not come, not even when it has elapsed already", async s =>
        {
            var scene = new ProcessScene(s);
            await scene.TellAsync("a", "start", "wait early 10", "wait late 10", "cancel early", "cancel absent").ConfigureAwait(false);
            await scene.RunAsync().ConfigureAwait(false);
            scene.Clock.Advance(10);
            await scene.TellAsync("a", "cancel late").ConfigureAwait(false);
            Expect.Equal(1, await scene.Timeouts.ElapseAsync().ConfigureAwait(false), "How many elapse");
            await scene.RunAsync().ConfigureAwait(false);
            Expect.Equal(0, (await scene.SaidAsync("a").ConfigureAwait(false)).Length, "How often it has said something");
        });
        cases.Add("PM-1", "a timeout that is set anew counts from then", async s =>
        {
            var scene = new ProcessScene(s);
            await scene.TellAsync("a", "start", "wait x 10").ConfigureAwait(false);
            await scene.RunAsync().ConfigureAwait(false);
            scene.Clock.Advance(10);
            await scene.TellAsync("a", "wait x 10").ConfigureAwait(false);
            await scene.Timeouts.ElapseAsync().ConfigureAwait(false);
            await scene.RunAsync().ConfigureAwait(false);
            Expect.Equal(0, (await scene.SaidAsync("a").ConfigureAwait(false)).Length, "How often it has said something");
            scene.Clock.Advance(10);
            await scene.Timeouts.ElapseAsync().ConfigureAwait(false);
            await scene.RunAsync().ConfigureAwait(false);
            Expect.Sequence(["x"], await scene.SaidAsync("a").ConfigureAwait(false), "What it has said");
        });
        cases.Add("PM-1", "the event of a timeout is caused by the event that set it", async s =>
        {
            var scene = new ProcessScene(s);
            await scene.TellAsync("a", "start", "wait x 10").ConfigureAwait(false);
            await scene.RunAsync().ConfigureAwait(false);
            scene.Clock.Advance(15);
            await scene.Timeouts.ElapseAsync().ConfigureAwait(false);
            var elapsed = (await s.ReadAsync(new StreamId("errand-timeouts", "a")).ConfigureAwait(false)).Single();
            var cause = (await s.ReadAsync(ProcessScene.StreamOf("a")).ConfigureAwait(false))[1];
            Expect.True(elapsed.Metadata.IsCausedBy(cause.Metadata), "It is caused by the event that set it");
            Expect.Equal(cause.Metadata.OccurredAt.AddSeconds(10), elapsed.Metadata.OccurredAt, "When it occurred");
        });
    }
}
