using System.CommandLine;
using EventSourcing;
using GitHistory.Commands;
using GitHistory.Output;

namespace GitHistory;

/// <summary>The program: commands, exit codes, errors in plain words.</summary>
internal static class GitHistoryCli
{
    private const int Failed = 1;
    private const int WronglyTyped = 2;
    private const int Interrupted = 130;

    /// <summary>Runs one command line.</summary>
    /// <returns>0 when done, 1 when it failed, 2 for a wrong command line, 130 when it was interrupted.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var root = new RootCommand("Turns the first-parent history of a git repository into events in SQLite or PostgreSQL, and travels through it.")
        {
            ImportCommand.Create(terminal),
            TreeCommand.Create(terminal),
            FileCommand.Create(terminal),
            AuthorsCommand.Create(terminal),
            StatsCommand.Create(terminal),
            Selection.Store,
            Selection.Connection,
            Selection.Schema,
            Selection.Branch,
        };
        var parsed = root.Parse(args);
        try
        {
            var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? WronglyTyped : exitCode;
        }
        catch (OperationCanceledException)
        {
            terminal.Error("interrupted. What was done is stored; run the command again to go on.");
            return Interrupted;
        }
        catch (ConcurrencyException)
        {
            terminal.Error("another import into the same store is running. Nothing was stored twice; run the command again when that one is done.");
            return Failed;
        }
        catch (Exception e) when (e is HistoryException or EventSourcingException or IOException or UnauthorizedAccessException)
        {
            terminal.Error(e.Message);
            return Failed;
        }
    }
}
