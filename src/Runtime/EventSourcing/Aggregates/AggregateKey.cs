using System.Globalization;

namespace EventSourcing;

/// <summary>The text of an aggregate's id, by which its stream is found again.</summary>
internal static class AggregateKey
{
    public static StreamId StreamOf<TId>(string category, TId id)
        where TId : notnull, IParsable<TId>
    {
        ArgumentNullException.ThrowIfNull(id);
        var key = id is IFormattable formattable
            ? formattable.ToString(null, CultureInfo.InvariantCulture)
            : id.ToString() ?? "";
        if (!RoundTripsByNature<TId>()) ThrowIfAnother(id, key);
        return new StreamId(category, key);
    }

    private static bool RoundTripsByNature<TId>() =>
        typeof(TId) == typeof(Guid) || typeof(TId) == typeof(string) || typeof(TId) == typeof(long) || typeof(TId) == typeof(int);

    private static void ThrowIfAnother<TId>(TId id, string key)
        where TId : notnull, IParsable<TId>
    {
        if (TId.TryParse(key, CultureInfo.InvariantCulture, out var parsed) && EqualityComparer<TId>.Default.Equals(parsed, id)) return;
        throw new ArgumentException(
            $"The id's text '{key}' does not parse back to an equal {typeof(TId)}, so its stream could not be found again. "
            + $"Make {typeof(TId).Name}.ToString() give a text that {typeof(TId).Name}.Parse takes, in the invariant culture.",
            nameof(id));
    }
}
