using System.CommandLine;
using System.Diagnostics;
using EventSourcing;
using GitHistory.Git;
using GitHistory.Output;
using GitHistory.Stores;

namespace GitHistory.Commands;

/// <summary><c>import</c>: appends what happened on a branch since the last import.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Folder = new("path")
    {
        Description = "The repository: any folder of it",
        DefaultValueFactory = _ => ".",
    };

    private static readonly Option<bool> Restart = new("--restart")
    {
        Description = "Record the branch anew beside what was imported before, which is kept",
    };

    private static readonly Option<bool> AllowShallow = new("--allow-shallow")
    {
        Description = "Import what a shallow clone has; its oldest commit then adds all files at once",
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("import", "Append what happened on a branch since the last import, or since its beginning") { Folder, Restart, AllowShallow };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, terminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var repository = await GitRepository.OpenAsync(parsed.GetValue(Folder)!, cancellationToken);
        if (!parsed.GetValue(AllowShallow) && await repository.IsShallowAsync(cancellationToken))
            throw new HistoryException($"The clone '{repository.Name}' is shallow: its history is cut off. Run 'git fetch --unshallow' in it, or import what there is with --allow-shallow.");

        var name = parsed.GetValue(Selection.Branch) ?? await repository.CurrentBranchAsync(cancellationToken);
        var tip = await repository.TipOfAsync(name, cancellationToken)
            ?? throw new HistoryException($"'{repository.Name}' has no commit on a branch '{name}'. Make one, or choose another branch with --branch.");

        var store = Selection.StoreOf(parsed, repository);
        await using var history = store.Open();
        var recordings = await history.RecordingsAsync(cancellationToken);
        var id = Selection.LastOf(recordings, name) is not { } last ? new BranchId(name)
            : parsed.GetValue(Restart) ? last.Next()
            : last;

        var branch = await history.Branches.LoadOrCreateAsync(id, cancellationToken);
        var remaining = await repository.CountAsync(tip, branch.Head, cancellationToken) ?? throw Rewritten(branch, tip, store);
        var before = (branch.Commits, branch.Version);
        var clock = Stopwatch.StartNew();
        await ImportProgress.ShowAsync(terminal, remaining, async progress =>
        {
            await foreach (var commit in repository.ReadAsync(tip, branch.Head, cancellationToken))
            {
                branch.Record(commit);
                await history.Branches.SaveAsync(branch, cancellationToken);
                progress.Advance(branch);
            }
        });

        Report(terminal, branch, branch.Commits - before.Commits, branch.Version - before.Version, clock.Elapsed, store);
        return 0;
    }

    private static void Report(Terminal terminal, Branch branch, long commits, long events, TimeSpan elapsed, IHistoryStore store)
    {
        var rate = (long)(events / Math.Max(elapsed.TotalSeconds, 0.001));
        terminal.Line(commits == 0
            ? $"{branch.Id} is up to date at {branch.Head![..10]}: {Format.Count(branch.Commits, "commit")}, {Format.Count(branch.Version, "event")}"
            : $"{branch.Id}: imported {Format.Count(commits, "commit")} as {Format.Count(events, "event")} in {Format.Decimal(elapsed.TotalSeconds)} s ({Format.Number(rate)} events/s)");
        terminal.Line($"{branch.Id} is at {branch.Head![..10]}: {Format.Count(branch.Commits, "commit")}, {Format.Count(branch.Files.Count, "file")}; store {store.Name}");
    }

    private static HistoryException Rewritten(Branch branch, string tip, IHistoryStore store) => new(
        $"The history of '{branch.Id}' was rewritten: commit {branch.Head![..10]}, imported last, is not on the first-parent chain of {tip[..10]}. "
        + $"Import it anew with --restart: what was imported before stays there, as --branch {branch.Id.Name}:{branch.Id.Recording}. "
        + $"If '{store.Name}' holds another repository, {store.HowToNameAnother}.");
}
