using System.Text;

namespace EventSourcing.PostgreSql;

/// <summary>
/// The locks by which appends of one tag and conditions on that tag meet. A tag falls into one of a fixed number of buckets; an append with tags shares the buckets of its tags, a
/// condition takes those of its query alone. They are held to the end of the transaction. Appends without tags take none.
/// </summary>
/// <remarks>
/// The keys are pairs (number of the store's fence, bucket), which PostgreSQL keeps apart from the single numbers of the fence. Buckets that two tags share cost waiting and nothing else.
/// Transactions with very many tags would fill the server's lock table: they close a gate instead that every condition passes. All take their locks in ascending order.
/// Every writer of a store, of whichever version, must find the same bucket for a tag.
/// </remarks>
internal static class TagLocks
{
    private const int Gate = 0;
    private const int Buckets = 4096;
    private const int MostShared = 256;

    /// <summary>The locks in the order in which they are taken: the bucket, doubled, and one more where it is taken alone.</summary>
    /// <param name="written">The tags of the events that are written.</param>
    /// <param name="excluded">The tags of the condition's query; empty where there is no condition.</param>
    /// <returns>The locks; <see langword="null"/> where none is needed.</returns>
    public static List<int>? Of(IReadOnlyCollection<string> written, IReadOnlyCollection<string> excluded)
    {
        if (written.Count + excluded.Count == 0) return null;
        var shared = new SortedSet<int>();
        var alone = new SortedSet<int>();
        foreach (var tag in excluded) alone.Add(Bucket(tag));
        foreach (var tag in written) shared.Add(Bucket(tag));
        if (alone.Count > 0) shared.Add(Gate);
        if (shared.Count > MostShared)
        {
            shared.Clear();
            alone.Add(Gate);
        }

        shared.ExceptWith(alone);
        return [.. shared.Select(b => b << 1).Concat(alone.Select(b => (b << 1) | 1)).Order()];
    }

    // FNV-1a: the same everywhere and for ever.
    private static int Bucket(string tag)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(EventTags.MaxLength)];
        var hash = 2166136261u;
        foreach (var b in bytes[..Encoding.UTF8.GetBytes(tag, bytes)]) hash = (hash ^ b) * 16777619u;
        return 1 + (int)((hash ^ (hash >> 16)) % Buckets);
    }
}
