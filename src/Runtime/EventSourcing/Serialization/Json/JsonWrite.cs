using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventSourcing.Serialization;

// Each method is named after the type that it is for: emitted code calls it by that name.
#pragma warning disable CA1720 // Identifier contains type name

/// <summary>How emitted codecs write what <see cref="Utf8JsonWriter"/> has no method for. The bytes are those of System.Text.Json.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class JsonWrite
{
    /// <summary>Passes a finite number through.</summary>
    /// <param name="value">The number.</param>
    /// <param name="member">The member that holds it, or the empty string.</param>
    /// <returns>The number.</returns>
    /// <exception cref="SerializationException">The number is NaN or infinite.</exception>
    public static double Finite(double value, string member) => double.IsFinite(value) ? value : throw JsonErrors.NotFinite(member, value);

    /// <inheritdoc cref="Finite(double, string)"/>
    public static float Finite(float value, string member) => float.IsFinite(value) ? value : throw JsonErrors.NotFinite(member, value);

    /// <inheritdoc cref="Finite(double, string)"/>
    public static Half Finite(Half value, string member) => System.Half.IsFinite(value) ? value : throw JsonErrors.NotFinite(member, (double)value);

    /// <summary>Passes a reference through.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The reference.</param>
    /// <param name="member">The member that holds it, or the empty string.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="SerializationException">It is <see langword="null"/>.</exception>
    public static T NotNull<T>(T? value, string member)
        where T : class => value ?? throw JsonErrors.Null(member);

    /// <summary>Passes a text through.</summary>
    /// <param name="value">The text.</param>
    /// <param name="member">The member that holds it, or the empty string.</param>
    /// <returns>The text.</returns>
    /// <exception cref="SerializationException">It is <see langword="null"/>, or has half of a surrogate pair.</exception>
    public static string NotNull(string? value, string member) => Text(value, member) ?? throw JsonErrors.Null(member);

    /// <summary>Passes a text through that may be <see langword="null"/>.</summary>
    /// <param name="value">The text.</param>
    /// <param name="member">The member that holds it, or the empty string.</param>
    /// <returns>The text.</returns>
    /// <exception cref="SerializationException">It has half of a surrogate pair: the writer would put U+FFFD in its place, and something else would come back than went in.</exception>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? Text(string? value, string member)
    {
        // Most texts have no surrogate at all, which is known at the speed of memory.
        var at = value.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        if (at < 0) return value;
        for (; at < value!.Length; at++)
        {
            if (!char.IsSurrogate(value[at])) continue;
            if (at + 1 == value.Length || !char.IsSurrogatePair(value[at], value[at + 1])) throw JsonErrors.HalfPair(member, at);
            at++;
        }

        return value;
    }

    /// <summary>Writes a character as a text of one.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="SerializationException">It is half of a surrogate pair.</exception>
    public static void Char(Utf8JsonWriter writer, char value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (char.IsSurrogate(value)) throw JsonErrors.HalfPair("", 0);
        writer.WriteStringValue(new ReadOnlySpan<char>(in value));
    }

    /// <summary>Writes a date as <c>2026-03-21</c>.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void DateOnly(Utf8JsonWriter writer, DateOnly value) => Converted(writer, value, JsonMetadataServices.DateOnlyConverter);

    /// <summary>Writes a time of day as <c>08:30:00</c>, with a fraction where it has one.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void TimeOnly(Utf8JsonWriter writer, TimeOnly value) => Converted(writer, value, JsonMetadataServices.TimeOnlyConverter);

    /// <summary>Writes a duration as <c>[-][d.]hh:mm:ss[.fffffff]</c>.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void TimeSpan(Utf8JsonWriter writer, TimeSpan value) => Converted(writer, value, JsonMetadataServices.TimeSpanConverter);

    /// <summary>Writes a number of 128 bits.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void Int128(Utf8JsonWriter writer, Int128 value) => Converted(writer, value, JsonMetadataServices.Int128Converter);

    /// <summary>Writes an unsigned number of 128 bits.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void UInt128(Utf8JsonWriter writer, UInt128 value) => Converted(writer, value, JsonMetadataServices.UInt128Converter);

    /// <summary>Writes a number of 16 bits.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void Half(Utf8JsonWriter writer, Half value) => Converted(writer, value, JsonMetadataServices.HalfConverter);

    /// <summary>Writes a URI as it was given.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="SerializationException">It has half of a surrogate pair.</exception>
    public static void Uri(Utf8JsonWriter writer, Uri value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(Text(value.OriginalString, ""));
    }

    /// <summary>Writes a version as <c>1.2.3</c>.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void Version(Utf8JsonWriter writer, Version value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Converted(writer, value, JsonMetadataServices.VersionConverter!);
    }

    /// <summary>Writes bytes in base 64.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void ReadOnlyMemory(Utf8JsonWriter writer, ReadOnlyMemory<byte> value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteBase64StringValue(value.Span);
    }

    /// <summary>Writes bytes in base 64.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void Memory(Utf8JsonWriter writer, Memory<byte> value) => ReadOnlyMemory(writer, value);

    /// <summary>Writes a value by a converter.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    /// <param name="converter">The converter.</param>
    public static void Converted<T>(Utf8JsonWriter writer, T? value, JsonConverter<T> converter)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(converter);
        if (value is null && !converter.HandleNull) writer.WriteNullValue();
        else converter.Write(writer, value!, JsonCodecs.Options);
    }
}
