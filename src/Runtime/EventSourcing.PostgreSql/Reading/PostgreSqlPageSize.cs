namespace EventSourcing.PostgreSql;

/// <summary>How many rows a page asks for: as many as the option says, and fewer where events are so large that memory would not stay bounded.</summary>
/// <param name="most">The option.</param>
internal sealed class PostgreSqlPageSize(int most)
{
    /// <summary>The bytes of text at which a page ends, whatever it has asked for.</summary>
    public const int MaxBytes = 1 << 20;

    private long _bytesOfRow;

    /// <summary>How many rows to ask for, at least one.</summary>
    public int Rows => (int)Math.Clamp(MaxBytes / Math.Max(Volatile.Read(ref _bytesOfRow), 1), 1, most);

    /// <summary>Learns from a page how large rows are. Rows that get larger count at once, those that get smaller bit by bit.</summary>
    /// <param name="rows">How many rows it had.</param>
    /// <param name="bytes">Their bytes.</param>
    public void Learn(int rows, long bytes)
    {
        if (rows == 0) return;
        var (now, before) = (bytes / rows, Volatile.Read(ref _bytesOfRow));
        Volatile.Write(ref _bytesOfRow, now >= before ? now : before - ((before - now) / 4) - 1);
    }
}
