namespace GitHistory.Views;

/// <summary>How big a store is.</summary>
/// <param name="File">Its file.</param>
/// <param name="Streams">How many streams it has: a recording of a branch each.</param>
/// <param name="Bytes">How many bytes it takes, with what SQLite has not moved into the file yet.</param>
internal sealed record StoreSize(string File, int Streams, long Bytes)
{
    /// <summary>Measures a store.</summary>
    public static StoreSize Of(string file, int streams) =>
        new(file, streams, new[] { file, file + "-wal" }.Select(f => new FileInfo(f)).Where(f => f.Exists).Sum(f => f.Length));
}
