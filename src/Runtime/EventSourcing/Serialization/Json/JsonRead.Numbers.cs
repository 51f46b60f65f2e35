using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventSourcing.Serialization;

/// <content>Numbers with <see cref="JsonNumberHandlingAttribute"/>.</content>
public static partial class JsonRead
{
    /// <summary>Reads a number that may be in a text.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="handling">What is allowed beside plain numbers.</param>
    /// <returns>The number.</returns>
    /// <exception cref="SerializationException">There is something else, or a number that is not finite and is not allowed to be.</exception>
    public static T Number<T>(ref Utf8JsonReader reader, JsonNumberHandling handling)
        where T : struct, INumberBase<T>
    {
        var isText = reader.TokenType == JsonTokenType.String;
        if (isText && (handling & JsonNumberHandling.AllowNamedFloatingPointLiterals) != 0 && TryNamed<T>(ref reader, out var named)) return named;
        if (isText ? (handling & JsonNumberHandling.AllowReadingFromString) == 0 : reader.TokenType != JsonTokenType.Number) throw JsonErrors.Expected(ref reader, Expected<T>());

        // Texts may be escaped, numbers never are; both are seldom long.
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        Span<byte> buffer = length <= 128 ? stackalloc byte[128] : new byte[length];
        if (isText) buffer = buffer[..reader.CopyString(buffer)];
        else buffer = buffer[..Copy(in reader, buffer)];
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return T.TryParse(buffer, IsInteger<T>() ? NumberStyles.AllowLeadingSign : Styles, CultureInfo.InvariantCulture, out var value) && T.IsFinite(value)
            ? value
            : throw JsonErrors.Expected(ref reader, Expected<T>());
    }

    private static bool TryNamed<T>(ref Utf8JsonReader reader, out T value)
        where T : struct, INumberBase<T>
    {
        value = default;
        if (IsInteger<T>() || typeof(T) == typeof(decimal)) return false;
        double? named = reader.ValueTextEquals("NaN"u8) ? double.NaN
            : reader.ValueTextEquals("Infinity"u8) ? double.PositiveInfinity
            : reader.ValueTextEquals("-Infinity"u8) ? double.NegativeInfinity
            : null;
        if (named is not { } number) return false;
        value = T.CreateTruncating(number);
        return true;
    }

    private static int Copy(scoped in Utf8JsonReader reader, scoped Span<byte> buffer)
    {
        if (reader.HasValueSequence) System.Buffers.BuffersExtensions.CopyTo(reader.ValueSequence, buffer);
        else reader.ValueSpan.CopyTo(buffer);
        return (int)(reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length);
    }

    private static bool IsInteger<T>() => typeof(T) != typeof(double) && typeof(T) != typeof(float) && typeof(T) != typeof(Half) && typeof(T) != typeof(decimal);

    private static string Expected<T>() => IsInteger<T>() ? $"an integer of type {typeof(T).Name}" : $"a number of type {typeof(T).Name}";
}
