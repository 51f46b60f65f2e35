namespace EventSourcing;

/// <summary>The rows of a read model: found by key, written, and queried.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
public interface IReadModel<TRow>
    where TRow : class
{
    /// <summary>How rows are stored.</summary>
    ReadModelMapping<TRow> Mapping { get; }

    /// <summary>Finds a row by its key.</summary>
    /// <typeparam name="TKey">The type of the key: that of the key's member, or a tuple of those of several members in their order.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The row; <see langword="null"/> where there is none, or it is softly deleted.</returns>
    /// <exception cref="ArgumentException">The key of this read model is of another type.</exception>
    ValueTask<TRow?> FindAsync<TKey>(TKey key, CancellationToken cancellationToken = default)
        where TKey : notnull;

    /// <summary>Writes a row, whether its key is there or not.</summary>
    /// <param name="row">The row.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>A task that ends when it is written.</returns>
    ValueTask UpsertAsync(TRow row, CancellationToken cancellationToken = default);

    /// <summary>Deletes a row.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the deletion.</param>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> DeleteAsync<TKey>(TKey key, CancellationToken cancellationToken = default)
        where TKey : notnull;
}
