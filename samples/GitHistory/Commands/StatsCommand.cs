using System.CommandLine;
using GitHistory.Output;
using GitHistory.Views;

namespace GitHistory.Commands;

/// <summary><c>stats</c>: what a branch and its store hold, in numbers.</summary>
internal static class StatsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("stats", "Show what a branch and its store hold, in numbers") { Selection.Repository };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, terminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var open = await Selection.OpenAsync(parsed, cancellationToken);
        var branch = await open.History.Branches.LoadAsync(open.Id, cancellationToken);
        var statistics = await Statistics.OfAsync(branch, open.History.EventsAsync(open.Id, cancellationToken));
        var store = new StoreSize(open.Store.Name, (await open.History.RecordingsAsync(cancellationToken)).Count, await open.Store.MeasureAsync(cancellationToken));
        if (terminal.IsForPeople) StatsPicture.Show(terminal.Console, statistics, store);
        else Print(terminal, statistics, store);
        return 0;
    }

    private static void Print(Terminal terminal, Statistics statistics, StoreSize store)
    {
        terminal.Line("branch", statistics.Branch.Id.ToString());
        terminal.Line("head", statistics.Head!.Hash);
        terminal.Line("commits", Format.Plain(statistics.Commits));
        terminal.Line("authors", Format.Plain(statistics.Authors));
        terminal.Line("files", Format.Plain(statistics.Branch.Files.Count));
        terminal.Line("earliest", Format.Instant(statistics.Earliest));
        terminal.Line("latest", Format.Instant(statistics.Latest));
        terminal.Line("events", Format.Plain(statistics.Events));
        foreach (var (name, count) in statistics.ByName) terminal.Line(name, Format.Plain(count));
        terminal.Line("streams", Format.Plain(store.Streams));
        terminal.Line("bytes", Format.Plain(store.Bytes));
    }
}
