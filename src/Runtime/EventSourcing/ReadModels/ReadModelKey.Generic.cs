namespace EventSourcing;

/// <summary>What tells the rows of a read model apart, with the type of the keys.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
/// <typeparam name="TKey">The type of the keys.</typeparam>
public sealed class ReadModelKey<TRow, TKey> : ReadModelKey<TRow>
    where TRow : class
    where TKey : notnull
{
    private readonly Func<TKey, ReadModelValue[]> _store;

    /// <summary>Makes a key of a type of its own; <see cref="ReadModelKey"/> makes those of up to four columns.</summary>
    /// <param name="columns">The columns, in their order.</param>
    /// <param name="store">Turns a key into the stored forms of its columns, in that order.</param>
    public ReadModelKey(IReadOnlyList<ReadModelColumn<TRow>> columns, Func<TKey, ReadModelValue[]> store)
        : base(columns, typeof(TKey))
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
    }

    /// <summary>The stored forms of a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Those of the columns, in their order.</returns>
    /// <exception cref="SerializationException">A part of the key cannot be stored.</exception>
    public ReadModelValue[] Store(TKey key)
    {
        var values = _store(key);
        return values.Length == Columns.Count ? values : throw new InvalidOperationException($"The key of {typeof(TRow)} has {Columns.Count} columns, and was given {values.Length} values.");
    }
}
