namespace EventSourcing;

/// <summary>How a projection is rebuilt.</summary>
public sealed record RebuildOptions
{
    /// <summary>The defaults.</summary>
    public static RebuildOptions Default { get; } = new();

    /// <summary>How many events are read, and handled in a transaction, at once; from 1. By default 5,000. They are in memory meanwhile, and so are those of the next page.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int PageSize
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 5_000;

    /// <summary>
    /// In how many parts, by the keys of the events (<see cref="ProjectionDescriptor.KeyOf"/>), each page is handled at once; from 1, the default. More than one is right only where events of different keys never
    /// write the same row. It takes as many connections on PostgreSQL; other stores have one writer, and gain nothing. A rebuild that is resumed keeps the number that it was begun with.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Partitions
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 1;

    /// <summary>
    /// How many rows are remembered from one transaction to the next at most, of all tables together; from 0, by default 100,000. Nobody else writes the tables that are filled: so they need not be read again. Each takes
    /// the memory of its values and some hundred bytes. Rows that were not asked for in the longest time are forgotten first.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int RememberedRows
    {
        get;
        init => field = Require.AtLeast(value, 0);
    } = 100_000;

    /// <summary>
    /// How many events may be left when the new tables take over, from 0; by default 1,000. Those that the tables that serve have handled already are handled within the take-over, and whoever writes these tables
    /// waits for it; on SQLite and in memory everybody who writes. Where more are left, the rebuild goes another round without keeping anybody.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int TakeOverEvents
    {
        get;
        init => field = Require.AtLeast(value, 0);
    } = 1_000;

    /// <summary>
    /// How many rounds in a row may end with more than <see cref="TakeOverEvents"/> left and not a tenth fewer than before, from 1; by default 20. Then others append faster than the rebuild handles, and it ends with
    /// <see cref="RebuildBehindException"/> rather than never.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int TakeOverRounds
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 20;

    /// <summary>
    /// Whether a rebuild of this version that was broken off is resumed where it stood, as is the default. Set it to <see langword="false"/> where the handlers have changed since: it then begins anew.
    /// </summary>
    public bool Resume { get; init; } = true;

    /// <summary>
    /// What becomes of an event that the handler refuses, in its page and then alone; by default <see cref="ErrorStrategy.Stop"/>. With <see cref="ErrorStrategy.Park"/> it becomes a dead letter, and later events of its
    /// key are parked behind it, as in a subscription: under the name of the version with <c>+rebuild</c> at first, and as dead letters of the version when its tables take over. Let it then run as a subscription:
    /// what runs inline has no dead letters. The same goes for an event that cannot be read: its key is that of its stream. Where a projection makes its keys of what is in events, such an event has none, and stops the rebuild
    /// with <see cref="ErrorStrategy.Park"/> too.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the strategies.</exception>
    public ErrorStrategy OnError
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(OnError), value, "OnError must be one of the strategies.");
    } = ErrorStrategy.Stop;

    /// <summary>
    /// Whether the tables that served are kept, with the suffix <c>__old</c>, until the next rebuild or <see cref="ProjectionRebuilder.RemoveLeftoversAsync(ProjectionDescriptor, CancellationToken)"/>. By default they are dropped.
    /// </summary>
    public bool KeepOldTables { get; init; }

    /// <summary>How the lock works that keeps others from rebuilding the same projection at the same time.</summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public DistributedLockOptions Lock
    {
        get;
        init => field = Require.NotNull(value);
    } = DistributedLockOptions.Default;
}
