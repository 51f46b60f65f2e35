using System.Globalization;

namespace EventSourcing.Projections;

/// <summary>Which version of a projection serves: its checkpoints say so, and those of the versions before it are retired.</summary>
internal static class ProjectionVersions
{
    private const string RebuildSuffix = "+rebuild";

    /// <summary>The checkpoints of all versions of a projection.</summary>
    public static async ValueTask<IReadOnlyList<Checkpoint>> ListAsync(ITransactionalEventStore store, ProjectionDescriptor projection, CancellationToken cancellationToken) =>
        [.. (await store.Checkpoints.ListAsync(null, cancellationToken).ConfigureAwait(false)).Where(c => VersionOf(c.Subscription, projection.Name) is not null)];

    /// <summary>Refuses to run a version while another one serves: it would write its rows into the other one's tables.</summary>
    /// <param name="store">The store.</param>
    /// <param name="projection">The version that is to run.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ProjectionVersionException">Another version serves, or has taken over.</exception>
    public static async ValueTask RequireServingAsync(ITransactionalEventStore store, ProjectionDescriptor projection, CancellationToken cancellationToken)
    {
        if (projection.ReadModels.Count == 0) return;
        var all = await ListAsync(store, projection, cancellationToken).ConfigureAwait(false);
        var own = all.Where(c => c.Subscription == projection.SubscriptionName).ToList();
        if (own.Any(c => !c.IsRetired)) return;
        var serving = all.FirstOrDefault(c => !c.IsRetired)?.Subscription;
        if (serving is not null || own.Count > 0) throw new ProjectionVersionException(projection, serving is null ? null : VersionOf(serving, projection.Name));
    }

    /// <summary>The version of a projection that a checkpoint's name is of; <see langword="null"/> where it is of something else.</summary>
    public static int? VersionOf(string subscription, string name) =>
        subscription.Length > name.Length + 1
        && subscription[name.Length] == '@'
        && subscription.StartsWith(name, StringComparison.Ordinal)
        && int.TryParse(subscription.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    /// <summary>The name under which the checkpoints of a rebuild are kept.</summary>
    public static string RebuildName(ProjectionDescriptor projection) => $"{projection.SubscriptionName}{RebuildSuffix}";

    /// <summary>Whether checkpoints are those of a rebuild of a projection, whatever its version.</summary>
    public static bool IsRebuildOf(string subscription, string name) => subscription.EndsWith(RebuildSuffix, StringComparison.Ordinal) && VersionOf(subscription[..^RebuildSuffix.Length], name) is not null;

    /// <summary>What is leased while a projection is rebuilt, compared or reset, whatever its version.</summary>
    public static string LockName(ProjectionDescriptor projection) => $"rebuild:{projection.Name}";
}
