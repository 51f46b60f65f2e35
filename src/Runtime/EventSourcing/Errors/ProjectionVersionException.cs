using System.Globalization;

namespace EventSourcing;

/// <summary>A version of a projection may not run, since its tables are those of another version.</summary>
public sealed class ProjectionVersionException : EventSourcingException
{
    /// <summary>Reports it.</summary>
    /// <param name="projection">The version that may not run.</param>
    /// <param name="servingVersion">The version that serves; <see langword="null"/> where none does.</param>
    public ProjectionVersionException(ProjectionDescriptor projection, int? servingVersion)
        : base(
            servingVersion is null
                ? $"The projection '{projection?.SubscriptionName}' may not run: it was retired, and no version serves. Rebuild it by ProjectionRebuilder.RebuildAsync."
                : string.Create(CultureInfo.InvariantCulture, $"The projection '{projection?.SubscriptionName}' may not run: the tables hold the rows of version {servingVersion}. Rebuild it by ProjectionRebuilder.RebuildAsync, which fills new tables beside them and takes over; or, where version {servingVersion} has taken over, stop this program."))
    {
        Projection = projection!.SubscriptionName;
        ServingVersion = servingVersion;
    }

    /// <summary>The projection's name and version, as <see cref="ProjectionDescriptor.SubscriptionName"/>.</summary>
    public string Projection { get; }

    /// <summary>The version that serves; <see langword="null"/> where none does.</summary>
    public int? ServingVersion { get; }
}
