namespace EventSourcing;

/// <summary>How <see cref="PostgreSqlEventStore.ImportAsync"/> works.</summary>
public sealed record PostgreSqlImportOptions
{
    /// <summary>
    /// How many events a transaction has at most, from 1; 10,000 by default. It also ends when its payloads exceed 16 MiB. The feed stands still at a transaction until it is committed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int BatchSize
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 10_000;

    /// <summary>
    /// Whether events are passed over that the store has already: with the same id, in the same stream, with the same content, and at the version that the source gives, if it gives one.
    /// So an import that was broken off is resumed by running it again. By default, and where anything of this differs, the import ends with a <see cref="DuplicateEventException"/>.
    /// </summary>
    public bool SkipExisting { get; init; }
}
