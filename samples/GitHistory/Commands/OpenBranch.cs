using GitHistory.Git;

namespace GitHistory.Commands;

/// <summary>A recorded branch that a command reads.</summary>
/// <param name="History">The store.</param>
/// <param name="Id">The branch.</param>
/// <param name="File">The file of the store.</param>
/// <param name="Repository">The repository, where there is one at hand.</param>
internal sealed record OpenBranch(History History, BranchId Id, string File, GitRepository? Repository) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => History.DisposeAsync();
}
