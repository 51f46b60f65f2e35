namespace EventSourcing.ReadModels;

/// <summary>What a transaction does with whole tables of read models: a rebuild fills tables beside those that serve, and puts them in their place.</summary>
/// <remarks>Names of tables have the form that <see cref="RowNames"/> demands.</remarks>
internal interface IReadModelTables
{
    /// <summary>Lists the tables where read models are kept, others of the same place included. In memory there are those that were ever written.</summary>
    ValueTask<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken);

    /// <summary>Says how long the transaction waits for what others have locked before it gives up, with an error that says that trying again may succeed. Where the store has one writer there is nothing to wait for.</summary>
    ValueTask LimitWaitsAsync(TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>Keeps others from writing tables until the transaction ends, and waits for those who do; they can still be read. Tables that are missing are passed over.</summary>
    ValueTask LockTablesAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken);

    /// <summary>Drops a table.</summary>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> DropTableAsync(string table, CancellationToken cancellationToken);

    /// <summary>Finds what belongs to a table and would not go over to another one that takes its place.</summary>
    /// <returns>What it is, in words, such as "the trigger audit".</returns>
    ValueTask<IReadOnlyList<string>> FindAttachmentsAsync(string table, CancellationToken cancellationToken);

    /// <summary>Puts a table in the place of another one, whose rights, comments and views it takes over. What was written to both before is in them.</summary>
    /// <param name="table">The name that it takes; there need be no such table.</param>
    /// <param name="by">The table that takes its place.</param>
    /// <param name="keepAs">The new name of the old table, which is free; <see langword="null"/> drops it.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    ValueTask ReplaceTableAsync(string table, string by, string? keepAs, CancellationToken cancellationToken);

    /// <summary>Deletes all rows.</summary>
    ValueTask ClearTableAsync(ReadModelMapping mapping, CancellationToken cancellationToken);

    /// <summary>Reads stored rows, what the transaction has written included.</summary>
    ValueTask<IReadOnlyList<ReadModelValue[]>> ReadRowsAsync(ReadModelMapping mapping, RowQuery query, CancellationToken cancellationToken);
}
