using System.Text;
using Spectre.Console;

namespace GitHistory.Output;

/// <summary>Where a command writes: pictures for people, and plain lines for programs where the output is redirected.</summary>
/// <param name="isForPeople">Whether the output goes to a person's terminal.</param>
/// <param name="output">The bytes of the output.</param>
/// <param name="console">The output as a terminal.</param>
/// <param name="errors">Where progress and errors go.</param>
internal sealed class Terminal(bool isForPeople, Stream output, IAnsiConsole console, IAnsiConsole errors) : IDisposable
{
    private readonly BufferedStream _output = new(output, 64 * 1024);

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess() => new(
        isForPeople: !System.Console.IsOutputRedirected,
        System.Console.OpenStandardOutput(),
        AnsiConsole.Console,
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) }));

    /// <summary>Whether the output goes to a person's terminal.</summary>
    public bool IsForPeople { get; } = isForPeople;

    /// <summary>The output as a terminal.</summary>
    public IAnsiConsole Console { get; } = console;

    /// <summary>Where progress and errors go.</summary>
    public IAnsiConsole Errors { get; } = errors;

    /// <summary>Writes columns of a line, with tabs between; what would break the line becomes a space.</summary>
    public void Line(params IEnumerable<string> columns)
    {
        var line = string.Join('\t', columns.Select(Format.Printable));
        Line(Encoding.UTF8.GetBytes(line), end: (byte)'\n');
    }

    /// <summary>Writes bytes as they are, and what ends them.</summary>
    public void Line(ReadOnlySpan<byte> bytes, byte end)
    {
        _output.Write(bytes);
        _output.WriteByte(end);
    }

    /// <summary>Says what went wrong; lines are not broken where programs read them.</summary>
    public void Error(string message)
    {
        Errors.Write(new Markup("[red]error:[/] "));
        if (Errors.Profile.Out.IsTerminal) Errors.WriteLine(message);
        else Errors.Profile.Out.Writer.WriteLine(message);
    }

    public void Dispose() => _output.Dispose();
}
