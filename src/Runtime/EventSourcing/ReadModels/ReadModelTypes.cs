using System.ComponentModel;
using System.Globalization;
using EventSourcing.ReadModels;
using EventSourcing.Serialization;

namespace EventSourcing;

#pragma warning disable CA1720 // Called after the types of .NET, since that is what they are for.
/// <summary>How values of the common types are stored in the columns of read models.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class ReadModelTypes
{
    /// <summary>Truth values.</summary>
    public static ReadModelType<bool> Boolean { get; } = new(ReadModelValueKind.Boolean, static v => ReadModelValue.Of(v), static v => v.AsBoolean());

    /// <summary>Integers of 8 bits with a sign.</summary>
    public static ReadModelType<sbyte> SByte { get; } = new(ReadModelValueKind.Int16, static v => ReadModelValue.Of((short)v), static v => checked((sbyte)v.AsInt64()));

    /// <summary>Integers of 8 bits.</summary>
    public static ReadModelType<byte> Byte { get; } = new(ReadModelValueKind.Int16, static v => ReadModelValue.Of((short)v), static v => checked((byte)v.AsInt64()));

    /// <summary>Integers of 16 bits with a sign.</summary>
    public static ReadModelType<short> Int16 { get; } = new(ReadModelValueKind.Int16, static v => ReadModelValue.Of(v), static v => checked((short)v.AsInt64()));

    /// <summary>Integers of 16 bits.</summary>
    public static ReadModelType<ushort> UInt16 { get; } = new(ReadModelValueKind.Int32, static v => ReadModelValue.Of((int)v), static v => checked((ushort)v.AsInt64()));

    /// <summary>Integers of 32 bits with a sign.</summary>
    public static ReadModelType<int> Int32 { get; } = new(ReadModelValueKind.Int32, static v => ReadModelValue.Of(v), static v => checked((int)v.AsInt64()));

    /// <summary>Integers of 32 bits.</summary>
    public static ReadModelType<uint> UInt32 { get; } = new(ReadModelValueKind.Int64, static v => ReadModelValue.Of((long)v), static v => checked((uint)v.AsInt64()));

    /// <summary>Integers of 64 bits with a sign.</summary>
    public static ReadModelType<long> Int64 { get; } = new(ReadModelValueKind.Int64, static v => ReadModelValue.Of(v), static v => v.AsInt64());

    /// <summary>Integers of 64 bits; stored as decimals.</summary>
    public static ReadModelType<ulong> UInt64 { get; } = new(ReadModelValueKind.Decimal, static v => ReadModelValue.Of((decimal)v), static v => checked((ulong)v.AsDecimal()));

    /// <summary>Floating-point numbers of 32 bits; NaN and infinities are refused.</summary>
    public static ReadModelType<float> Single { get; } = new(ReadModelValueKind.Double, static v => ReadModelValue.Of((double)v), static v => (float)v.AsDouble());

    /// <summary>Floating-point numbers of 64 bits; NaN and infinities are refused.</summary>
    public static ReadModelType<double> Double { get; } = new(ReadModelValueKind.Double, static v => ReadModelValue.Of(v), static v => v.AsDouble());

    /// <summary>Decimal numbers, exact with their scale.</summary>
    public static ReadModelType<decimal> Decimal { get; } = new(ReadModelValueKind.Decimal, static v => ReadModelValue.Of(v), static v => v.AsDecimal());

    /// <summary>Texts.</summary>
    public static ReadModelType<string> Text { get; } = new(ReadModelValueKind.Text, static v => ReadModelValue.Of(v), static v => v.AsText());

    /// <summary>Single characters.</summary>
    public static ReadModelType<char> Char { get; } = new(ReadModelValueKind.Text, static v => ReadModelValue.Of(v.ToString()), static v => char.Parse(v.AsText()));

    /// <summary>GUIDs.</summary>
    public static ReadModelType<Guid> Guid { get; } = new(ReadModelValueKind.Guid, static v => ReadModelValue.Of(v), static v => v.AsGuid());

    /// <summary>Instants, to the microsecond. They are read back in UTC.</summary>
    public static ReadModelType<DateTimeOffset> Instant { get; } = new(ReadModelValueKind.Instant, static v => ReadModelValue.Of(v), static v => v.AsInstant());

    /// <summary>Instants as a <see cref="System.DateTime"/> in UTC, to the microsecond; a local or an unspecified one is refused.</summary>
    public static ReadModelType<DateTime> UtcDateTime { get; } = new(ReadModelValueKind.Instant, StoreUtc, static v => v.AsInstant().UtcDateTime);

    /// <summary>Dates.</summary>
    public static ReadModelType<DateOnly> Date { get; } = new(ReadModelValueKind.Date, static v => ReadModelValue.Of(v), static v => v.AsDate());

    /// <summary>Times of day, to the microsecond.</summary>
    public static ReadModelType<TimeOnly> Time { get; } = new(ReadModelValueKind.Time, static v => ReadModelValue.Of(v), static v => v.AsTime());

    /// <summary>Durations; stored as their ticks of 100 nanoseconds.</summary>
    public static ReadModelType<TimeSpan> Duration { get; } = new(ReadModelValueKind.Int64, static v => ReadModelValue.Of(v.Ticks), static v => new TimeSpan(v.AsInt64()));

    /// <summary>Bytes.</summary>
    public static ReadModelType<byte[]> Bytes { get; } = new(ReadModelValueKind.Bytes, static v => ReadModelValue.Of((byte[])v.Clone()), static v => (byte[])v.AsBytes().Clone());

    /// <summary>Enums by the names of their values. A value without a name is refused, and so is reading a name that the enum no longer has.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <returns>How they are stored.</returns>
    public static ReadModelType<TEnum> EnumName<TEnum>()
        where TEnum : struct, Enum => EnumNames<TEnum>.Type;

    /// <summary>Enums by the numbers of their values, as flags are stored.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <returns>How they are stored.</returns>
    public static ReadModelType<TEnum> EnumNumber<TEnum>()
        where TEnum : struct, Enum => EnumNumbers<TEnum>.Type;

    /// <summary>Values by their invariant text, as ids of one's own are stored.</summary>
    /// <typeparam name="T">The type, whose text reads back as an equal value.</typeparam>
    /// <returns>How they are stored.</returns>
    public static ReadModelType<T> Parsable<T>()
        where T : notnull, IParsable<T> => new(
            ReadModelValueKind.Text,
            static v => ReadModelValue.Of((v is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : v.ToString()) ?? throw new SerializationException($"The value of {typeof(T)} has no text.", "")),
            static v => T.TryParse(v.AsText(), CultureInfo.InvariantCulture, out var parsed) ? parsed : throw new SerializationException($"The text {v} is no {typeof(T)}.", ""));

    /// <summary>Values that wrap another one, stored as that.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <typeparam name="TInner">The type of the wrapped value.</typeparam>
    /// <param name="inner">How the wrapped value is stored.</param>
    /// <param name="unwrap">Gives the wrapped value.</param>
    /// <param name="wrap">Makes the value.</param>
    /// <returns>How they are stored.</returns>
    public static ReadModelType<T> Wrapped<T, TInner>(ReadModelType<TInner> inner, Func<T, TInner> unwrap, Func<TInner, T> wrap)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(unwrap);
        ArgumentNullException.ThrowIfNull(wrap);
        return new ReadModelType<T>(inner.Kind, v => inner.Store(unwrap(v)), v => wrap(inner.Load(v)), inner.IsNullable);
    }

    /// <summary>Values as JSON, by the methods of a codec.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="write">Writes a value.</param>
    /// <param name="read">Reads a value.</param>
    /// <returns>How they are stored.</returns>
    public static ReadModelType<T> Json<T>(CodecJsonConverter<T>.WriteValue write, CodecJsonConverter<T>.ReadValue read)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(read);
        return new ReadModelType<T>(ReadModelValueKind.Json, v => JsonColumn.Store(v, write), v => JsonColumn.Load(v, read));
    }

    /// <summary>Values that may be absent, of a value type.</summary>
    /// <typeparam name="T">The type without the question mark.</typeparam>
    /// <param name="type">How a value is stored where there is one.</param>
    /// <returns>How they are stored.</returns>
    public static ReadModelType<T?> Optional<T>(ReadModelType<T> type)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(type);
        return new ReadModelType<T?>(type.Kind, v => v is { } value ? type.Store(value) : default, v => v.IsNull ? null : type.Load(v), isNullable: true);
    }

    /// <summary>Values that may be absent, of a reference type.</summary>
    /// <typeparam name="T">The type without the question mark.</typeparam>
    /// <param name="type">How a value is stored where there is one.</param>
    /// <returns>How they are stored.</returns>
    public static ReadModelType<T?> OrNull<T>(ReadModelType<T> type)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(type);
        return new ReadModelType<T?>(type.Kind, v => v is null ? default : type.Store(v), v => v.IsNull ? null : type.Load(v), isNullable: true);
    }

    private static ReadModelValue StoreUtc(DateTime value) => value.Kind == DateTimeKind.Utc
        ? ReadModelValue.Of(new DateTimeOffset(value))
        : throw new SerializationException($"The time {value.ToString("O", CultureInfo.InvariantCulture)} is of the kind {value.Kind}, and says nothing that other machines could understand. Store one of the kind Utc, or a DateTimeOffset.", "");
}
