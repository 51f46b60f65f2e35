using GitHistory.Git;
using GitHistory.Stores;

namespace GitHistory.Commands;

/// <summary>A recorded branch that a command reads.</summary>
/// <param name="History">What the store holds.</param>
/// <param name="Id">The branch.</param>
/// <param name="Store">The store.</param>
/// <param name="Repository">The repository, where there is one at hand.</param>
internal sealed record OpenBranch(History History, BranchId Id, IHistoryStore Store, GitRepository? Repository) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => History.DisposeAsync();
}
