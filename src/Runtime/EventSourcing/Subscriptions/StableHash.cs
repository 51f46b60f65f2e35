using System.Text;

namespace EventSourcing.Subscriptions;

/// <summary>A hash that is the same in every process and for ever: which partition has a key is kept with the checkpoints.</summary>
internal static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>FNV-1a in 64 bits over the UTF-8 form.</summary>
    public static ulong Of(string text)
    {
        Span<byte> bytes = stackalloc byte[256];
        if (!Encoding.UTF8.TryGetBytes(text, bytes, out var written))
        {
            bytes = Encoding.UTF8.GetBytes(text);
            written = bytes.Length;
        }

        var hash = Offset;
        foreach (var b in bytes[..written]) hash = (hash ^ b) * Prime;
        return hash;
    }

    /// <summary>The partition of a key.</summary>
    public static int PartitionOf(string key, int partitions) => partitions == 1 ? 0 : (int)(Of(key) % (ulong)partitions);
}
