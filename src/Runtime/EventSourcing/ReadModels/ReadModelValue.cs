using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace EventSourcing;

/// <summary>A value as a column stores it, whatever the type of the member is. Made without allocation, except for texts and bytes that are there anyway.</summary>
/// <remarks>Decimals are equal where their values are, whatever their scales. The absent value equals itself.</remarks>
public readonly struct ReadModelValue : IEquatable<ReadModelValue>
{
    private readonly object? _object;
    private readonly Bits _bits;

    private ReadModelValue(ReadModelValueKind kind, Bits bits, object? @object = null)
    {
        Kind = kind;
        _bits = bits;
        _object = @object;
    }

    /// <summary>The absent value.</summary>
    public static ReadModelValue Null => default;

    /// <summary>The value's form.</summary>
    public ReadModelValueKind Kind { get; }

    /// <summary>Whether it is the absent value.</summary>
    public bool IsNull => Kind == ReadModelValueKind.Null;

    /// <summary>A truth value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The stored form.</returns>
    public static ReadModelValue Of(bool value) => new(ReadModelValueKind.Boolean, new Bits(value ? 1 : 0));

    /// <summary>An integer of 16 bits.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The stored form.</returns>
    public static ReadModelValue Of(short value) => new(ReadModelValueKind.Int16, new Bits(value));

    /// <summary>An integer of 32 bits.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The stored form.</returns>
    public static ReadModelValue Of(int value) => new(ReadModelValueKind.Int32, new Bits(value));

    /// <summary>An integer of 64 bits.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The stored form.</returns>
    public static ReadModelValue Of(long value) => new(ReadModelValueKind.Int64, new Bits(value));

    /// <summary>A floating-point number. The negative zero becomes zero.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The stored form.</returns>
    /// <exception cref="SerializationException">The value is NaN or infinite.</exception>
    public static ReadModelValue Of(double value) => double.IsFinite(value)
        ? new(ReadModelValueKind.Double, new Bits(BitConverter.DoubleToInt64Bits(value + 0.0)))
        : throw new SerializationException($"The number {value.ToString(CultureInfo.InvariantCulture)} cannot be stored: only finite numbers have a place among the others. Store a nullable number without a value instead.", "");

    /// <summary>A decimal number.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The stored form.</returns>
    public static ReadModelValue Of(decimal value) => new(ReadModelValueKind.Decimal, Unsafe.BitCast<decimal, Bits>(value));

    /// <summary>A text.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The stored form.</returns>
    /// <exception cref="SerializationException">The text has the character U+0000, or half of a surrogate pair: not every store can hold them.</exception>
    public static ReadModelValue Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.AsSpan().IndexOf('\0') is >= 0 and var zero)
            throw new SerializationException($"The text has the character U+0000 at index {zero}, which no text on PostgreSQL can have. Remove it, or store bytes.", "");
        if (value.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0) RequireWhole(value);
        return new(ReadModelValueKind.Text, default, value);
    }

    /// <summary>A GUID.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The stored form.</returns>
    public static ReadModelValue Of(Guid value) => new(ReadModelValueKind.Guid, Unsafe.BitCast<Guid, Bits>(value));

    /// <summary>An instant. Its offset, and what is finer than a microsecond, are not stored.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The stored form.</returns>
    public static ReadModelValue Of(DateTimeOffset value) => new(ReadModelValueKind.Instant, new Bits(Microseconds.Truncate(value).Ticks));

    /// <summary>A date.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The stored form.</returns>
    public static ReadModelValue Of(DateOnly value) => new(ReadModelValueKind.Date, new Bits(value.DayNumber));

    /// <summary>A time of day. What is finer than a microsecond is not stored.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The stored form.</returns>
    public static ReadModelValue Of(TimeOnly value) => new(ReadModelValueKind.Time, new Bits(value.Ticks - (value.Ticks % TimeSpan.TicksPerMicrosecond)));

    /// <summary>Bytes. They are not copied: do not change them afterwards.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The stored form.</returns>
    public static ReadModelValue Of(byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(ReadModelValueKind.Bytes, default, value);
    }

    /// <summary>A JSON document.</summary>
    /// <param name="json">Its text.</param>
    /// <returns>The stored form.</returns>
    public static ReadModelValue OfJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new(ReadModelValueKind.Json, default, json);
    }

    /// <summary>The truth value.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The value has another form.</exception>
    public bool AsBoolean() => Require(ReadModelValueKind.Boolean).Low != 0;

    /// <summary>The integer, of whatever width.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The value has another form.</exception>
    public long AsInt64() => Kind is ReadModelValueKind.Int32 or ReadModelValueKind.Int64 or ReadModelValueKind.Int16 ? _bits.Low : Require(ReadModelValueKind.Int64).Low;

    /// <summary>The floating-point number.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The value has another form.</exception>
    public double AsDouble() => BitConverter.Int64BitsToDouble(Require(ReadModelValueKind.Double).Low);

    /// <summary>The decimal number.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The value has another form.</exception>
    public decimal AsDecimal() => Unsafe.BitCast<Bits, decimal>(Require(ReadModelValueKind.Decimal));

    /// <summary>The text, or that of a JSON document.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The value has another form.</exception>
    public string AsText()
    {
        if (Kind != ReadModelValueKind.Json) Require(ReadModelValueKind.Text);
        return (string)_object!;
    }

    /// <summary>The GUID.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The value has another form.</exception>
    public Guid AsGuid() => Unsafe.BitCast<Bits, Guid>(Require(ReadModelValueKind.Guid));

    /// <summary>The instant, in UTC.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The value has another form.</exception>
    public DateTimeOffset AsInstant() => new(Require(ReadModelValueKind.Instant).Low, TimeSpan.Zero);

    /// <summary>The date.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The value has another form.</exception>
    public DateOnly AsDate() => DateOnly.FromDayNumber((int)Require(ReadModelValueKind.Date).Low);

    /// <summary>The time of day.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The value has another form.</exception>
    public TimeOnly AsTime() => new(Require(ReadModelValueKind.Time).Low);

    /// <summary>The bytes: those of the value itself, not to be changed.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The value has another form.</exception>
    public byte[] AsBytes()
    {
        Require(ReadModelValueKind.Bytes);
        return (byte[])_object!;
    }

    /// <inheritdoc/>
    public bool Equals(ReadModelValue other) => Kind == other.Kind && (Kind switch
    {
        ReadModelValueKind.Text or ReadModelValueKind.Json => string.Equals((string?)_object, (string?)other._object, StringComparison.Ordinal),
        ReadModelValueKind.Bytes => AsBytes().AsSpan().SequenceEqual(other.AsBytes()),
        ReadModelValueKind.Decimal => AsDecimal() == other.AsDecimal(),
        _ => _bits == other._bits,
    });

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ReadModelValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (Kind is ReadModelValueKind.Text or ReadModelValueKind.Json) return ((string)_object!).GetHashCode(StringComparison.Ordinal);
        if (Kind == ReadModelValueKind.Decimal) return AsDecimal().GetHashCode();
        if (Kind != ReadModelValueKind.Bytes) return _bits.GetHashCode();
        var hash = default(HashCode);
        hash.AddBytes(AsBytes());
        return hash.ToHashCode();
    }

    /// <summary>Whether two values are equal.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(ReadModelValue left, ReadModelValue right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ReadModelValue left, ReadModelValue right) => !left.Equals(right);

    /// <summary>The value as a message shows it.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Kind switch
    {
        ReadModelValueKind.Null => "null",
        ReadModelValueKind.Boolean => AsBoolean() ? "true" : "false",
        ReadModelValueKind.Text => $"'{_object}'",
        ReadModelValueKind.Json => (string)_object!,
        ReadModelValueKind.Decimal => AsDecimal().ToString(CultureInfo.InvariantCulture),
        ReadModelValueKind.Double => AsDouble().ToString("R", CultureInfo.InvariantCulture),
        ReadModelValueKind.Guid => AsGuid().ToString(),
        ReadModelValueKind.Instant => AsInstant().ToString("O", CultureInfo.InvariantCulture),
        ReadModelValueKind.Date => AsDate().ToString("O", CultureInfo.InvariantCulture),
        ReadModelValueKind.Time => AsTime().ToString("O", CultureInfo.InvariantCulture),
        ReadModelValueKind.Bytes => Convert.ToHexString(AsBytes()),
        _ => _bits.Low.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The order in which every store gives values of one column: the absent one first.</summary>
    internal static int Compare(in ReadModelValue left, in ReadModelValue right)
    {
        if (left.IsNull || right.IsNull) return right.IsNull.CompareTo(left.IsNull);
        return left.Kind switch
        {
            ReadModelValueKind.Text or ReadModelValueKind.Json => CompareTexts(left.AsText(), right.AsText()),
            ReadModelValueKind.Bytes => left.AsBytes().AsSpan().SequenceCompareTo(right.AsBytes()),
            ReadModelValueKind.Decimal => left.AsDecimal().CompareTo(right.AsDecimal()),
            ReadModelValueKind.Double => left.AsDouble().CompareTo(right.AsDouble()),
            ReadModelValueKind.Guid => left.AsGuid().CompareTo(right.AsGuid()),
            _ => left._bits.Low.CompareTo(right._bits.Low),
        };
    }

    // By code points, as the bytes of UTF-8 are ordered. UTF-16 differs from that only in that surrogates come before U+E000 to U+FFFF.
    private static int CompareTexts(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length) return left.Length.CompareTo(right.Length);
        var (a, b) = (left[same], right[same]);
        if (a >= '\uD800' && b >= '\uD800') return char.IsSurrogate(b).CompareTo(char.IsSurrogate(a)) is var order and not 0 ? -order : a.CompareTo(b);
        return a.CompareTo(b);
    }

    private static void RequireWhole(string value)
    {
        var rest = value.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                throw new SerializationException(
                    $"The text has half of a surrogate pair, U+{(int)rest[0]:X4}, at index {value.Length - rest.Length}, which no store can hold. It was probably cut in the middle of a character.",
                    "");
            }

            rest = rest[consumed..];
        }
    }

    private Bits Require(ReadModelValueKind kind) => Kind == kind ? _bits : throw new InvalidOperationException($"The value {this} has the form {Kind}, not {kind}.");

    // What a GUID and a decimal fit into.
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Bits(long Low, long High = 0);
}
