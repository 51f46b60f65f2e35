using System.Globalization;

namespace EventSourcing;

/// <summary>A moment in the history of a stream: a version, or an instant.</summary>
public sealed record AsOf
{
    private AsOf(long? maxVersion, DateTimeOffset? instant)
    {
        MaxVersion = maxVersion;
        Instant = instant;
    }

    /// <summary>The version, or <see langword="null"/> for an instant.</summary>
    public long? MaxVersion { get; }

    /// <summary>The instant, or <see langword="null"/> for a version.</summary>
    public DateTimeOffset? Instant { get; }

    /// <summary>As it was after its event of this version; a history that ends before is taken whole.</summary>
    /// <param name="version">The version, from 1.</param>
    /// <returns>The moment.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="version"/> is less than 1.</exception>
    public static AsOf Version(long version)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        return new AsOf(version, null);
    }

    /// <summary>
    /// As it was at this instant: after the last event before the first one that occurred later
    /// (<see cref="EventMetadata.OccurredAt"/>). An event that occurred exactly then is included.
    /// </summary>
    /// <param name="instant">The instant.</param>
    /// <returns>The moment.</returns>
    public static AsOf Time(DateTimeOffset instant) => new(null, instant);

    /// <inheritdoc/>
    public override string ToString() => MaxVersion is { } version
        ? string.Create(CultureInfo.InvariantCulture, $"version {version}")
        : Instant!.Value.ToString("O", CultureInfo.InvariantCulture);
}
