namespace EventSourcing;

/// <summary>Makes the keys of read models from their columns.</summary>
public static class ReadModelKey
{
    /// <summary>A key of one column.</summary>
    /// <typeparam name="TRow">The type of the rows.</typeparam>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="column">The column.</param>
    /// <returns>The key.</returns>
    public static ReadModelKey<TRow, TKey> Of<TRow, TKey>(ReadModelColumn<TRow, TKey> column)
        where TRow : class
        where TKey : notnull => new([column], key => [column.Store(key)]);

    /// <summary>A key of two columns, in their order.</summary>
    /// <typeparam name="TRow">The type of the rows.</typeparam>
    /// <typeparam name="T1">The type of the first part.</typeparam>
    /// <typeparam name="T2">The type of the second part.</typeparam>
    /// <param name="first">The first column.</param>
    /// <param name="second">The second column.</param>
    /// <returns>The key.</returns>
    public static ReadModelKey<TRow, (T1 First, T2 Second)> Of<TRow, T1, T2>(ReadModelColumn<TRow, T1> first, ReadModelColumn<TRow, T2> second)
        where TRow : class
        where T1 : notnull
        where T2 : notnull => new([first, second], key => [first.Store(key.First), second.Store(key.Second)]);

    /// <summary>A key of three columns, in their order.</summary>
    /// <typeparam name="TRow">The type of the rows.</typeparam>
    /// <typeparam name="T1">The type of the first part.</typeparam>
    /// <typeparam name="T2">The type of the second part.</typeparam>
    /// <typeparam name="T3">The type of the third part.</typeparam>
    /// <param name="first">The first column.</param>
    /// <param name="second">The second column.</param>
    /// <param name="third">The third column.</param>
    /// <returns>The key.</returns>
    public static ReadModelKey<TRow, (T1 First, T2 Second, T3 Third)> Of<TRow, T1, T2, T3>(ReadModelColumn<TRow, T1> first, ReadModelColumn<TRow, T2> second, ReadModelColumn<TRow, T3> third)
        where TRow : class
        where T1 : notnull
        where T2 : notnull
        where T3 : notnull => new([first, second, third], key => [first.Store(key.First), second.Store(key.Second), third.Store(key.Third)]);

    /// <summary>A key of four columns, in their order.</summary>
    /// <typeparam name="TRow">The type of the rows.</typeparam>
    /// <typeparam name="T1">The type of the first part.</typeparam>
    /// <typeparam name="T2">The type of the second part.</typeparam>
    /// <typeparam name="T3">The type of the third part.</typeparam>
    /// <typeparam name="T4">The type of the fourth part.</typeparam>
    /// <param name="first">The first column.</param>
    /// <param name="second">The second column.</param>
    /// <param name="third">The third column.</param>
    /// <param name="fourth">The fourth column.</param>
    /// <returns>The key.</returns>
    public static ReadModelKey<TRow, (T1 First, T2 Second, T3 Third, T4 Fourth)> Of<TRow, T1, T2, T3, T4>(
        ReadModelColumn<TRow, T1> first,
        ReadModelColumn<TRow, T2> second,
        ReadModelColumn<TRow, T3> third,
        ReadModelColumn<TRow, T4> fourth)
        where TRow : class
        where T1 : notnull
        where T2 : notnull
        where T3 : notnull
        where T4 : notnull => new([first, second, third, fourth], key => [first.Store(key.First), second.Store(key.Second), third.Store(key.Third), fourth.Store(key.Fourth)]);
}
