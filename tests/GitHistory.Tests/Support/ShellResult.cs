using System.Text;

namespace GitHistory.Tests.Support;

/// <summary>What a program left behind.</summary>
internal sealed record ShellResult(int ExitCode, byte[] Bytes, string Errors)
{
    public string Output => Encoding.UTF8.GetString(Bytes);

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
