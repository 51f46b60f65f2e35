namespace GitHistory.Git;

/// <summary>The order of git's trees: that of the bytes of whole paths. The order of our text differs where characters lie beyond U+FFFF.</summary>
internal sealed class ByteOrder : IComparer<byte[]>
{
    public static ByteOrder Instance { get; } = new();

    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
}
