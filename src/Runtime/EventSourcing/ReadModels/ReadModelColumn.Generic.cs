using System.Text.Json;
using EventSourcing.ReadModels;

namespace EventSourcing;

/// <summary>A column with the types of its rows and values, by which queries are written.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <remarks>Made once for each member of a row's type, by emitted code.</remarks>
public sealed class ReadModelColumn<TRow, TValue> : ReadModelColumn<TRow>
    where TRow : class
{
    private readonly ReadModelType<TValue> _type;
    private readonly Func<TRow, TValue> _get;

    /// <summary>Describes a column.</summary>
    /// <param name="name">Its name: 1 to 63 lower-case letters (a to z), digits and underscores, a letter first.</param>
    /// <param name="type">How values are stored.</param>
    /// <param name="get">Gives a row's value.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> has another form.</exception>
    public ReadModelColumn(string name, ReadModelType<TValue> type, Func<TRow, TValue> get)
        : base(name, RequireNotNull(type).Kind, type.IsNullable)
    {
        ArgumentNullException.ThrowIfNull(get);
        _type = type;
        _get = get;
    }

    /// <inheritdoc/>
    public override ReadModelValue ValueOf(TRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Store(_get(row));
    }

    /// <summary>The stored form of a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The stored form.</returns>
    /// <exception cref="SerializationException">The value cannot be stored; the error names the column.</exception>
    public ReadModelValue Store(TValue value)
    {
        try
        {
            return _type.Store(value);
        }
        catch (SerializationException e)
        {
            throw new SerializationException($"A row of {typeof(TRow)} cannot be written: {e.Problem}", e.Member.Length == 0 ? Name : $"{Name}.{e.Member}", innerException: e);
        }
    }

    /// <summary>The value of a stored form.</summary>
    /// <param name="value">The stored form.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">It is not that of such a value; the error names the column.</exception>
    public TValue Load(ReadModelValue value)
    {
        try
        {
            return _type.Load(value);
        }
        catch (Exception e) when (e is SerializationException or JsonException or FormatException or OverflowException or InvalidOperationException or ArgumentException)
        {
            var problem = e is SerializationException known ? known.Problem : e.Message;
            throw new SerializationException($"A row of {typeof(TRow)} cannot be read: {problem} If the type of the member has changed, rebuild the read model.", Name, byteOffset: 0, e);
        }
    }

    /// <summary>Rows whose value is this one; with <see langword="null"/>, rows without a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public ReadModelCondition<TRow> EqualTo(TValue value) => Compare(RowOperator.Equal, value);

    /// <summary>Rows whose value is another one, or that have none; with <see langword="null"/>, rows that have a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public ReadModelCondition<TRow> NotEqualTo(TValue value) => Compare(RowOperator.NotEqual, value);

    /// <summary>Rows whose value is greater; never rows without a value.</summary>
    /// <param name="value">The value. No row is greater than <see langword="null"/>.</param>
    /// <returns>The condition.</returns>
    public ReadModelCondition<TRow> GreaterThan(TValue value) => Compare(RowOperator.Greater, value);

    /// <summary>Rows whose value is greater or equal; never rows without a value.</summary>
    /// <param name="value">The value. No row is compared with <see langword="null"/>.</param>
    /// <returns>The condition.</returns>
    public ReadModelCondition<TRow> AtLeast(TValue value) => Compare(RowOperator.GreaterOrEqual, value);

    /// <summary>Rows whose value is less; never rows without a value.</summary>
    /// <param name="value">The value. No row is less than <see langword="null"/>.</param>
    /// <returns>The condition.</returns>
    public ReadModelCondition<TRow> LessThan(TValue value) => Compare(RowOperator.Less, value);

    /// <summary>Rows whose value is less or equal; never rows without a value.</summary>
    /// <param name="value">The value. No row is compared with <see langword="null"/>.</param>
    /// <returns>The condition.</returns>
    public ReadModelCondition<TRow> AtMost(TValue value) => Compare(RowOperator.LessOrEqual, value);

    /// <summary>Rows whose value is one of these; none where there are none.</summary>
    /// <param name="values">The values; <see langword="null"/> among them stands for rows without a value.</param>
    /// <returns>The condition.</returns>
    public ReadModelCondition<TRow> In(params IEnumerable<TValue> values) => new(new RowIn(RequireComparable(), [.. RequireNotNull(values).Select(Store).Distinct()]));

    /// <summary>Rows whose value is none of these; all where there are none.</summary>
    /// <param name="values">The values; <see langword="null"/> among them stands for rows without a value.</param>
    /// <returns>The condition.</returns>
    public ReadModelCondition<TRow> NotIn(params IEnumerable<TValue> values) => In(values).Not();

    // A query may ask for the absence of what a row cannot be without: there is none.
    private ReadModelCondition<TRow> Compare(RowOperator @operator, TValue value)
    {
        var stored = value is null ? default : Store(value);
        return new ReadModelCondition<TRow>(new RowComparison(stored.IsNull ? this : RequireComparable(), @operator, stored));
    }

    private ReadModelColumn<TRow, TValue> RequireComparable() => Kind != ReadModelValueKind.Json
        ? this
        : throw new NotSupportedException($"The column '{Name}' of {typeof(TRow)} holds JSON, which can be compared with null alone. Keep what is asked for in a column of its own.");

    private static T RequireNotNull<T>(T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
