using EventSourcing.ReadModels;

namespace EventSourcing;

/// <summary>How the rows of a read model are stored.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
/// <remarks>Emitted by the source generator.</remarks>
public sealed class ReadModelMapping<TRow> : ReadModelMapping
    where TRow : class
{
    private readonly ReadModelKey<TRow> _key;
    private readonly ReadModelColumn<TRow>[] _columns;
    private readonly ReadModelRowReader<TRow> _read;

    /// <summary>Describes how rows are stored.</summary>
    /// <param name="table">The name of the table: 1 to 63 lower-case letters (a to z), digits and underscores, a letter first, and none of those that the stores keep for themselves.</param>
    /// <param name="key">What tells rows apart.</param>
    /// <param name="columns">The columns, those of the key included; no two of one name.</param>
    /// <param name="read">Makes a row from its values, which are in the order of <paramref name="columns"/>.</param>
    /// <param name="version">The column, an int or long, in which the stores count the changes of a row; <see langword="null"/> without one.</param>
    /// <param name="softDeleted">The column, a bool or an instant that may be absent, that marks a row as deleted; <see langword="null"/> without one.</param>
    /// <param name="indexes">The indexes beside that of the key.</param>
    /// <exception cref="ArgumentException">The parts do not fit together; the message says which.</exception>
    public ReadModelMapping(
        string table,
        ReadModelKey<TRow> key,
        IReadOnlyList<ReadModelColumn<TRow>> columns,
        ReadModelRowReader<TRow> read,
        ReadModelColumn<TRow>? version = null,
        ReadModelColumn<TRow>? softDeleted = null,
        params IReadOnlyList<ReadModelIndex> indexes)
        : base(typeof(TRow), table, Copy(columns), RequireKey(key).Columns, version, softDeleted, [.. indexes ?? []])
    {
        ArgumentNullException.ThrowIfNull(read);
        _key = key;
        _columns = [.. columns];
        _read = read;
    }

    /// <summary>The type of the keys.</summary>
    public Type KeyType => _key.Type;

    /// <summary>The same rows in another table, as another version of a projection keeps them.</summary>
    /// <param name="table">The name of the other table.</param>
    /// <returns>The mapping.</returns>
    /// <exception cref="ArgumentException">The name is none for a table.</exception>
    public ReadModelMapping<TRow> WithTable(string table) =>
        new(table, _key, _columns, _read, (ReadModelColumn<TRow>?)VersionColumn, (ReadModelColumn<TRow>?)SoftDeletedColumn, Indexes);

    internal override Type ReadModelType => typeof(IReadModel<TRow>);

    internal override object OpenIn(ITransactionalEventStore store) => store.ReadModel(this);

    internal override ReadModelMapping At(string table) => WithTable(table);

    /// <summary>The stored form of a row.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Its values, in the order of the columns.</returns>
    /// <exception cref="SerializationException">A value cannot be stored; the error names the column.</exception>
    public ReadModelValue[] Write(TRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var values = new ReadModelValue[_columns.Length];
        for (var i = 0; i < values.Length; i++) values[i] = _columns[i].ValueOf(row);
        foreach (var ordinal in KeyOrdinals) values[ordinal] = RowKey.Normal(values[ordinal]);
        foreach (var ordinals in LongOrdinals) RequireShort(values, ordinals);
        return values;
    }

    /// <summary>Makes a row from its stored form.</summary>
    /// <param name="values">Its values, in the order of the columns.</param>
    /// <returns>The row.</returns>
    /// <exception cref="SerializationException">A value cannot be read; the error names the column.</exception>
    public TRow Read(ReadOnlySpan<ReadModelValue> values) => _read(values);

    /// <summary>The stored form of a key.</summary>
    /// <exception cref="ArgumentException">The keys are of another type.</exception>
    internal RowKey KeyOf<TKey>(TKey key)
        where TKey : notnull => _key is ReadModelKey<TRow, TKey> typed
            ? RowKey.Of(Short(typed.Store(key)))
            : throw new ArgumentException($"The key of the read model '{Table}' of {typeof(TRow)} is of {_key.Type}, and was given as {typeof(TKey)}. Its columns: {string.Join(", ", KeyColumns)}.", nameof(key));

    private ReadModelValue[] Short(ReadModelValue[] key)
    {
        var length = 0;
        for (var i = 0; i < key.Length; i++)
        {
            length += RowKey.LengthOf(key[i]);
            if (length > RowKey.MaxBytes) throw TooLong(Columns[KeyOrdinals[i]], length);
        }

        return key;
    }

    private void RequireShort(ReadModelValue[] row, int[] ordinals)
    {
        var length = 0;
        foreach (var ordinal in ordinals)
        {
            length += RowKey.LengthOf(row[ordinal]);
            if (length > RowKey.MaxBytes) throw TooLong(Columns[ordinal], length);
        }
    }

    private SerializationException TooLong(ReadModelColumn column, int length) => new(
        $"A key or an index of the read model '{Table}' would have {length} bytes of text with this value, and {RowKey.MaxBytes} is what fits into an index of every store. Shorten it, or keep a hash of it there.",
        column.Name);

    private static ReadModelColumn[] Copy(IReadOnlyList<ReadModelColumn<TRow>> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return [.. columns];
    }

    private static ReadModelKey<TRow> RequireKey(ReadModelKey<TRow> key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key;
    }
}
