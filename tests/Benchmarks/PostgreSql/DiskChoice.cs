namespace Benchmarks.PostgreSql;

/// <summary>On which disks to measure.</summary>
internal enum DiskChoice
{
    /// <summary>As it is, then slowed down.</summary>
    Both,

    /// <summary>As it is.</summary>
    AsItIs,

    /// <summary>With 2 ms added to each flush of the server's log.</summary>
    Slow,
}
