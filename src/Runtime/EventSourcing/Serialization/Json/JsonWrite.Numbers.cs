using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventSourcing.Serialization;

/// <content>Numbers with <see cref="JsonNumberHandlingAttribute"/>.</content>
public static partial class JsonWrite
{
    /// <summary>Writes a number, in a text where that is asked for.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The number.</param>
    /// <param name="handling">Whether it is written in a text, and whether it may be NaN or infinite.</param>
    /// <exception cref="SerializationException">It is NaN or infinite, and that is not allowed.</exception>
    public static void Number<T>(Utf8JsonWriter writer, T value, JsonNumberHandling handling)
        where T : struct, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(writer);
        var isFinite = T.IsFinite(value);
        if (!isFinite && (handling & JsonNumberHandling.AllowNamedFloatingPointLiterals) == 0) throw JsonErrors.NotFinite("", double.CreateTruncating(value));

        // No number is longer than a decimal or an integer of 128 bits; the names of those that are none are shorter still.
        Span<byte> text = stackalloc byte[128];
        var isText = !isFinite || (handling & JsonNumberHandling.WriteAsString) != 0;
        text[0] = (byte)'"';
        value.TryFormat(text[1..^1], out var length, default, CultureInfo.InvariantCulture);
        text[length + 1] = (byte)'"';

        // Its characters need no escape, and System.Text.Json does not escape the sign of an exponent either.
        writer.WriteRawValue(isText ? text[..(length + 2)] : text.Slice(1, length), skipInputValidation: true);
    }
}
