namespace EventSourcing.ReadModels;

/// <summary>What a store does with stored rows, within one transaction or one reading. It knows columns and values, and nothing of the types of rows.</summary>
internal interface IRowPort
{
    /// <summary>Whether each call is a round trip, so that rows are better read together.</summary>
    bool IsRemote => false;

    /// <summary>Finds rows by their keys, those that are marked as deleted included.</summary>
    /// <param name="mapping">How rows are stored.</param>
    /// <param name="keys">The keys, each once.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The rows that are there, in any order; the caller's to keep.</returns>
    ValueTask<IReadOnlyList<ReadModelValue[]>> FindAsync(ReadModelMapping mapping, IReadOnlyList<RowKey> keys, CancellationToken cancellationToken);

    /// <summary>Writes rows, whether their keys are there or not.</summary>
    /// <param name="mapping">How rows are stored.</param>
    /// <param name="rows">The rows, no two of one key. In the place of the version they have how many changes are to be counted.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    ValueTask UpsertAsync(ReadModelMapping mapping, IReadOnlyList<ReadModelValue[]> rows, CancellationToken cancellationToken);

    /// <summary>Writes a row unless its key is there.</summary>
    /// <returns>Whether it was written.</returns>
    ValueTask<bool> InsertAsync(ReadModelMapping mapping, ReadModelValue[] row, CancellationToken cancellationToken);

    /// <summary>Changes columns of one row, and counts its version on where rows have one.</summary>
    /// <returns>Whether there was such a row.</returns>
    ValueTask<bool> ChangeAsync(ReadModelMapping mapping, RowChange change, CancellationToken cancellationToken);

    /// <summary>Deletes rows.</summary>
    /// <returns>How many there were.</returns>
    ValueTask<int> DeleteAsync(ReadModelMapping mapping, IReadOnlyList<RowKey> keys, CancellationToken cancellationToken);

    /// <summary>Reads rows in an order.</summary>
    ValueTask<IReadOnlyList<ReadModelValue[]>> QueryAsync(ReadModelMapping mapping, RowQuery query, CancellationToken cancellationToken);

    /// <summary>Counts the rows for which a condition holds.</summary>
    ValueTask<long> CountAsync(ReadModelMapping mapping, RowCondition where, CancellationToken cancellationToken);

    /// <summary>Deletes all rows.</summary>
    ValueTask TruncateAsync(ReadModelMapping mapping, CancellationToken cancellationToken);
}
