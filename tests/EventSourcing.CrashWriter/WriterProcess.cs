using System.Diagnostics;
using System.Globalization;

namespace EventSourcing.CrashWriter;

/// <summary>A process that appends to a store, as this project's Program describes; for the tests that start it.</summary>
public sealed class WriterProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;

    public WriterProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(WriterProcess).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
    }

    /// <summary>The next line of its output; <see langword="null"/> at the end. What a killed process has half written is left out.</summary>
    public async Task<string?> ReadLineAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return line;
    }

    public Task GoAsync() => _process.StandardInput.WriteLineAsync("go");

    /// <summary>Ends it at once: SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>What is left of its output.</summary>
    public async Task<List<string>> ReadToEndAsync()
    {
        var lines = new List<string>();
        while (await ReadLineAsync() is { } line) lines.Add(line);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return lines;
    }

    /// <summary>As above, for one that must have ended well.</summary>
    public async Task<List<string>> FinishAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        var lines = await ReadToEndAsync();
        return _process.ExitCode == 0 ? lines : throw new InvalidOperationException($"The writer ended with {_process.ExitCode}: {await errors}");
    }

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
