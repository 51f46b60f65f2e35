namespace GitHistory.Tests.Support;

/// <summary>What stands at a path: mode and content, or the commit of a submodule.</summary>
internal sealed record TestFile(string Mode, string Content)
{
    public const string Regular = "100644";
    public const string Executable = "100755";
    public const string SymbolicLink = "120000";
    public const string Submodule = "160000";
}
