using System.ComponentModel;
using System.Diagnostics;

namespace GitHistory.Git;

/// <summary>One run of git, in the language and with the repository of our choice, whatever the environment says.</summary>
internal sealed class GitProcess : IDisposable
{
    /// <summary>The exit code of a git that was interrupted (Ctrl+C).</summary>
    public const int Interrupted = 130;

    private static readonly string[] Redirections = ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"];

    private readonly Process _process;
    private readonly Task<string> _complaints;

    private GitProcess(Process process)
    {
        _process = process;
        // Read all the time: a git that cannot get rid of a warning would wait for ever.
        _complaints = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What git prints.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts git in a folder.</summary>
    public static GitProcess Start(string folder, params IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo("git") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments.Prepend(folder).Prepend("-C")) info.ArgumentList.Add(argument);
        foreach (var name in Redirections) info.Environment.Remove(name);
        info.Environment["LC_ALL"] = "C";
        info.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        try
        {
            var process = Process.Start(info)!;
            process.StandardInput.Close();
            return new GitProcess(process);
        }
        catch (Win32Exception e)
        {
            throw new HistoryException($"git could not be started ({e.Message}). Install git, and see that it is on the PATH.");
        }
    }

    /// <summary>Waits for the end of git; its output must have been read.</summary>
    /// <returns>The exit code, and what git complained of.</returns>
    public async Task<(int ExitCode, string Complaints)> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return (_process.ExitCode, (await _complaints).Trim());
    }

    public void Dispose()
    {
        // Whoever stops reading in the middle leaves a git that waits to be read.
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
