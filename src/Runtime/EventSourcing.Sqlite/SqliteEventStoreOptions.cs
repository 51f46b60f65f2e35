namespace EventSourcing.Sqlite;

/// <summary>How a <see cref="SqliteEventStore"/> works. What the options leave open, such as the file, is in the connection string.</summary>
public sealed record SqliteEventStoreOptions
{
    /// <summary>When commits wait for the disk. By default at every commit.</summary>
    public SqliteSynchronous Synchronous
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Synchronous), value, "Synchronous must be Full or Normal.");
    }

    /// <summary>
    /// How long an operation waits for a lock that another process, or another store on the file, holds; 30 seconds by default, zero for not at all.
    /// Then it fails with a transient <see cref="EventStoreException"/>. No thread is blocked meanwhile.
    /// </summary>
    public TimeSpan BusyTimeout
    {
        get;
        init => field = Require.NotNegative(value);
    } = TimeSpan.FromSeconds(30);

    /// <summary>How many events a reading takes from the file at once, from 1; 256 by default. A page also ends when its payloads exceed 1 MiB.</summary>
    public int ReadPageSize
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 256;

    /// <summary>How many events the appends of several callers that are committed together may have, from 1; 1,024 by default. A larger single append is committed alone.</summary>
    public int MaxGroupedEvents
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 1024;

    /// <summary>
    /// How often who waits for news of the feed looks for what other processes, and other stores on the file, have appended; 50 ms by default. What this store appends is told at once.
    /// </summary>
    public TimeSpan FeedPollInterval
    {
        get;
        init => field = Require.Positive(value);
    } = TimeSpan.FromMilliseconds(50);

    /// <summary>What <see cref="RecordedEvent.RecordedAt"/> is taken from, and what waiting for news goes by; the system's clock by default.</summary>
    public TimeProvider TimeProvider
    {
        get;
        init => field = Require.NotNull(value);
    } = TimeProvider.System;
}
