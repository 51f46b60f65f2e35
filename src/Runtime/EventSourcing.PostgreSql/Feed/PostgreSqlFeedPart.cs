using EventSourcing.Storage;

namespace EventSourcing.PostgreSql;

/// <summary>What is left to read of the feed.</summary>
/// <param name="Work">What is done, for the error.</param>
/// <param name="Scope">What <see cref="PostgreSqlScope.TenantOf"/> gave.</param>
/// <param name="Filter">What passes.</param>
/// <param name="Types">The numbers of the event types that pass; <see langword="null"/> for all.</param>
/// <param name="After">Where it begins, exclusive.</param>
/// <param name="End">Where it ends, inclusive.</param>
/// <param name="Window">How far the next page looks, where there is a filter.</param>
/// <param name="IsDense">Whether a good part of what lies there is expected to pass.</param>
internal sealed record PostgreSqlFeedPart(string Work, string? Scope, FeedFilter Filter, int[]? Types, long After, long End, long Window, bool IsDense)
{
    /// <summary>The tenant whose events pass; <see langword="null"/> for all.</summary>
    public string? Tenant => Filter.Tenant ?? PostgreSqlFence.OwnerOf(Scope);

    /// <summary>Whether rows are left out, so that a page could look at any number of them.</summary>
    public bool IsFiltered => Types is not null || Tenant is not null || Filter.OccurredFrom is not null || Filter.SkipArchived || Filter.Tags is not null;
}
