using Spectre.Console;
using Spectre.Console.Rendering;

namespace GitHistory.Output;

/// <summary>The progress of an import: a bar and a rate for people, nothing where errors are redirected.</summary>
internal sealed class ImportProgress
{
    private readonly ProgressTask? _task;

    private ImportProgress(ProgressTask? task) => _task = task;

    /// <summary>How many events the branch has.</summary>
    private long Events { get; set; }

    /// <summary>Shows progress while something is done.</summary>
    public static async Task ShowAsync(Terminal terminal, int commits, Func<ImportProgress, Task> import)
    {
        if (commits == 0 || !terminal.Errors.Profile.Out.IsTerminal)
        {
            await import(new ImportProgress(null));
            return;
        }

        var rate = new RateColumn();
        await terminal.Errors.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), rate, new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var progress = new ImportProgress(context.AddTask($"{Format.Count(commits, "commit")}", maxValue: commits));
                rate.Progress = progress;
                await import(progress);
            });
    }

    /// <summary>One more commit is stored.</summary>
    public void Advance(Branch branch)
    {
        if (_task is null) return;
        Events = branch.Version;
        _task.Increment(1);
    }

    /// <summary>Events a second, since the beginning.</summary>
    private sealed class RateColumn : ProgressColumn
    {
        private long? _first;

        public ImportProgress? Progress { get; set; }

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            var events = Progress?.Events ?? 0;
            _first ??= events == 0 ? null : events;
            var seconds = task.ElapsedTime?.TotalSeconds ?? 0;
            var rate = seconds > 0 && _first is { } first ? (long)((events - first) / seconds) : 0;
            return new Markup($"[green]{Format.Number(rate)}[/] events/s");
        }
    }
}
