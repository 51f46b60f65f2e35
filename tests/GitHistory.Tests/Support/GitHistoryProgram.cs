using System.Diagnostics;

namespace GitHistory.Tests.Support;

/// <summary>The sample: run in this process, which is quick, or as the program that it is.</summary>
internal static class GitHistoryProgram
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "git-history.dll");

    /// <summary>Runs the program as a process of its own, with its output redirected.</summary>
    public static ShellResult Run(string folder, params IEnumerable<string> arguments) => Run(folder, environment: null, arguments);

    /// <summary>As above, with other variables of the environment.</summary>
    public static ShellResult Run(string folder, IReadOnlyDictionary<string, string>? environment, params IEnumerable<string> arguments) =>
        Shell.Run("dotnet", ["exec", Assembly, .. arguments], folder, environment: environment);

    /// <summary>Starts the program and leaves it running.</summary>
    public static Process Start(string folder, params IEnumerable<string> arguments)
    {
        var process = Shell.Start("dotnet", ["exec", Assembly, .. arguments], folder);
        process.StandardInput.Close();
        // Nobody reads it, and it must not wait for that.
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        return process;
    }

    /// <summary>Runs the program's code in this process, as if its output were redirected.</summary>
    public static async Task<ShellResult> CallAsync(params string[] arguments)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        int exitCode;
        using (var terminal = TestTerminal.Redirected(output, errors)) exitCode = await GitHistoryCli.RunAsync(arguments, terminal);
        return new ShellResult(exitCode, output.ToArray(), errors.ToString());
    }

    /// <summary>As <see cref="CallAsync"/>, as if a person sat before it.</summary>
    public static async Task<ShellResult> ShowAsync(params string[] arguments)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        int exitCode;
        using (var terminal = TestTerminal.ForPeople(output, errors)) exitCode = await GitHistoryCli.RunAsync(arguments, terminal);
        return new ShellResult(exitCode, output.ToArray(), errors.ToString());
    }
}
