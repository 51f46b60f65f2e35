using System.Diagnostics;

namespace EventSourcing.Packaging.Tests;

/// <summary>Runs programs and keeps what they print.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static Task<Outcome> RunAsync(string folder, params string[] arguments) => StartAsync("dotnet", folder, arguments);

    public static async Task<Outcome> StartAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The test host's own settings must not reach the build that it starts.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new Outcome($"{program} {string.Join(' ', arguments)}", process.ExitCode, await output, await errors);
    }

    internal sealed record Outcome(string Command, int ExitCode, string Output, string Errors)
    {
        public void ThrowIfFailed()
        {
            if (ExitCode != 0) Assert.Fail($"{Command} exited with {ExitCode}:\n{Output}\n{Errors}");
        }
    }
}
