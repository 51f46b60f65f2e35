using Spectre.Console;

namespace GitHistory.Output;

/// <summary>The progress of a projection: a bar and a rate for people, nothing where errors are redirected.</summary>
internal static class ProjectionProgress
{
    /// <summary>Shows progress while a projection is brought up to date, or built anew.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="what">What is being done.</param>
    /// <param name="work">Does it, and says now and then which part of it is done, from 0 to 1, and how many events are handled a second.</param>
    public static async Task ShowAsync(Terminal terminal, string what, Func<Action<double, double>, Task> work)
    {
        if (!terminal.Errors.Profile.Out.IsTerminal)
        {
            await work((_, _) => { });
            return;
        }

        await terminal.Errors.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Format.Safe(what), autoStart: true, maxValue: 1);
                await work((part, rate) =>
                {
                    task.Value = part;
                    task.Description = $"{Format.Safe(what)} [green]{Format.Number((long)rate)}[/] events/s";
                });
            });
    }
}
