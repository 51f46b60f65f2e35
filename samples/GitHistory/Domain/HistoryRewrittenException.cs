using EventSourcing;

namespace GitHistory;

/// <summary>A commit does not continue the history that was recorded before.</summary>
/// <param name="branch">The branch.</param>
/// <param name="head">The commit that was recorded last; <see langword="null"/> where there is none.</param>
/// <param name="next">What should follow it.</param>
public sealed class HistoryRewrittenException(BranchId branch, string? head, string next)
    : DomainException($"Branch '{branch}' was recorded up to {head ?? "its beginning"}, which {next} does not continue.");
