namespace EventSourcing;

/// <summary>How values of a type are stored in a column.</summary>
/// <typeparam name="TValue">The type.</typeparam>
/// <remarks><see cref="ReadModelTypes"/> has those of the common types; others are made from them.</remarks>
public sealed class ReadModelType<TValue>
{
    private readonly Func<TValue, ReadModelValue> _store;
    private readonly Func<ReadModelValue, TValue> _load;

    /// <summary>Makes one.</summary>
    /// <param name="kind">The form of the stored values.</param>
    /// <param name="store">Turns a value into its stored form. What it cannot store it refuses by a <see cref="SerializationException"/>.</param>
    /// <param name="load">Turns a stored form, which is of <paramref name="kind"/>, into the value.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is none that a column can have.</exception>
    public ReadModelType(ReadModelValueKind kind, Func<TValue, ReadModelValue> store, Func<ReadModelValue, TValue> load)
        : this(kind, store, load, isNullable: false)
    {
    }

    internal ReadModelType(ReadModelValueKind kind, Func<TValue, ReadModelValue> store, Func<ReadModelValue, TValue> load, bool isNullable)
    {
        if (kind == ReadModelValueKind.Null || !Enum.IsDefined(kind)) throw new ArgumentOutOfRangeException(nameof(kind), kind, "The form of a column must be one of the named ones, and not Null.");
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(load);
        Kind = kind;
        IsNullable = isNullable;
        _store = store;
        _load = load;
    }

    /// <summary>The form of the stored values.</summary>
    public ReadModelValueKind Kind { get; }

    /// <summary>Whether there may be no value.</summary>
    public bool IsNullable { get; }

    /// <summary>Turns a value into its stored form.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The stored form.</returns>
    /// <exception cref="SerializationException">The value cannot be stored.</exception>
    public ReadModelValue Store(TValue value)
    {
        if (value is null && !IsNullable) throw new SerializationException("There is no value, though the member's type demands one.", "");
        return _store(value);
    }

    /// <summary>Turns a stored form into the value.</summary>
    /// <param name="value">The stored form.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">It is not that of such a value.</exception>
    public TValue Load(ReadModelValue value)
    {
        if (value.IsNull && !IsNullable) throw new SerializationException("The column has no value, though the member's type demands one.", "");
        return _load(value);
    }
}
