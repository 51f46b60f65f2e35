using System.Text;
using GitHistory.Output;
using Spectre.Console;

namespace GitHistory.Tests.Support;

/// <summary>Terminals that write where a test can read.</summary>
internal static class TestTerminal
{
    public static Terminal Redirected(Stream output, TextWriter errors) => new(isForPeople: false, output, ConsoleOn(TextWriter.Null), ConsoleOn(errors));

    public static Terminal ForPeople(Stream output, TextWriter errors) =>
        new(isForPeople: true, output, ConsoleOn(new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { AutoFlush = true }), ConsoleOn(errors));

    private static IAnsiConsole ConsoleOn(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 120;
        return console;
    }
}
