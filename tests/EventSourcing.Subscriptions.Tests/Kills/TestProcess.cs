using System.Diagnostics;
using System.Text;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>A process that a test has started. It ends by itself when the test's does.</summary>
internal sealed class TestProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private volatile string _lastLine = "";
    private int _lines;

    public TestProcess(ProcessRole role, StoreKind kind, string source, string name)
    {
        Name = name;
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(host, [typeof(Program).Assembly.Location, role.ToString(), kind.ToString(), source, name]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Said(line.Data);
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors) _errors.AppendLine(line.Data);
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Name { get; }

    /// <summary>How many lines it has written.</summary>
    public int Lines => Volatile.Read(ref _lines);

    /// <summary>The line that it has written last.</summary>
    public string LastLine => _lastLine;

    public bool HasExited => _process.HasExited;

    public bool WasKilled { get; private set; }

    /// <summary>How it has ended, for the message of a test that did not expect it so; empty where it did as it should.</summary>
    public string Failure
    {
        get
        {
            lock (_errors) return _process.ExitCode == 0 ? "" : $"'{Name}' ended with {_process.ExitCode}. {_errors}";
        }
    }

    /// <summary>Tells it something.</summary>
    public void Tell(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>As SIGKILL does: nothing is given back, nothing is said.</summary>
    public void Kill()
    {
        WasKilled = true;
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private void Said(string? line)
    {
        if (line is null) return;
        _lastLine = line;
        Interlocked.Increment(ref _lines);
    }
}
