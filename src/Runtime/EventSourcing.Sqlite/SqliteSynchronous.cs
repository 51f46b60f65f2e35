namespace EventSourcing.Sqlite;

/// <summary>When SQLite waits for the disk.</summary>
public enum SqliteSynchronous
{
    /// <summary>Before every commit returns: what was acknowledged survives a loss of power.</summary>
    Full,

    /// <summary>
    /// At checkpoints of the write-ahead log only: commits are several times as fast and survive the end of the process, however it comes, but the last of
    /// them may be gone after a loss of power or a crash of the operating system. The file stays consistent; what is gone is a tail of whole appends,
    /// and their positions are given to other events.
    /// </summary>
    Normal,
}
