using EventSourcing;
using Spectre.Console;

namespace GitHistory.Output;

/// <summary>The progress of a projection: a bar for people, nothing where errors are redirected.</summary>
internal static class ProjectionProgress
{
    /// <summary>Shows progress while a projection is brought up to date.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="what">What is being done.</param>
    /// <param name="work">Does it, and says now and then how it stands.</param>
    public static async Task ShowAsync(Terminal terminal, string what, Func<Action<SubscriptionStatus>, Task> work)
    {
        if (!terminal.Errors.Profile.Out.IsTerminal)
        {
            await work(_ => { });
            return;
        }

        await terminal.Errors.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Format.Safe(what), autoStart: true, maxValue: 1);
                var most = 0L;
                await work(status =>
                {
                    // The feed may grow meanwhile; the bar goes by the longest way that was seen.
                    most = Math.Max(most, status.Lag);
                    task.Value = most == 0 ? 0 : 1 - ((double)status.Lag / most);
                });
            });
    }
}
