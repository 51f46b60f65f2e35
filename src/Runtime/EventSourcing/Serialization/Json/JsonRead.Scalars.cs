using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EventSourcing.Serialization;

// Each method is named after the type that it is for: emitted code calls it by that name.
#pragma warning disable CA1720 // Identifier contains type name

/// <content>The types that the base library writes.</content>
public static partial class JsonRead
{
    /// <summary>Reads an integer from -128 to 127.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static sbyte SByte(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetSByte(out var value) ? value : throw JsonErrors.Expected(ref reader, "an integer from -128 to 127");

    /// <summary>Reads an integer from 0 to 255.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static byte Byte(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetByte(out var value) ? value : throw JsonErrors.Expected(ref reader, "an integer from 0 to 255");

    /// <summary>Reads an integer of 16 bits.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static short Int16(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt16(out var value) ? value : throw JsonErrors.Expected(ref reader, "an integer of 16 bits");

    /// <summary>Reads an unsigned integer of 16 bits.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static ushort UInt16(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetUInt16(out var value) ? value : throw JsonErrors.Expected(ref reader, "an unsigned integer of 16 bits");

    /// <summary>Reads an integer of 32 bits.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static int Int32(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) ? value : throw JsonErrors.Expected(ref reader, "an integer of 32 bits");

    /// <summary>Reads an unsigned integer of 32 bits.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static uint UInt32(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetUInt32(out var value) ? value : throw JsonErrors.Expected(ref reader, "an unsigned integer of 32 bits");

    /// <summary>Reads an integer of 64 bits.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static long Int64(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) ? value : throw JsonErrors.Expected(ref reader, "an integer of 64 bits");

    /// <summary>Reads an unsigned integer of 64 bits.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static ulong UInt64(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out var value) ? value : throw JsonErrors.Expected(ref reader, "an unsigned integer of 64 bits");

    /// <summary>Reads a decimal number.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static decimal Decimal(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var value) ? value : throw JsonErrors.Expected(ref reader, "a decimal number");

    /// <summary>Reads a finite number of 32 bits.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static float Single(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out var value) && float.IsFinite(value) ? value : throw JsonErrors.Expected(ref reader, "a finite number of 32 bits");

    /// <summary>Reads a finite number of 64 bits.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static double Double(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw JsonErrors.Expected(ref reader, "a finite number of 64 bits");

    /// <summary>Reads a GUID.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static Guid Guid(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var value) ? value : throw JsonErrors.Expected(ref reader, "a GUID");

    /// <summary>Reads a date with time in ISO 8601.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static DateTime DateTime(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out var value) ? value : throw JsonErrors.Expected(ref reader, "a date with time in ISO 8601");

    /// <summary>Reads a date with time and offset in ISO 8601.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static DateTimeOffset DateTimeOffset(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var value) ? value : throw JsonErrors.Expected(ref reader, "a date with time and offset in ISO 8601");

    /// <summary>Reads a boolean.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static bool Boolean(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw JsonErrors.Expected(ref reader, "true or false"),
    };

    /// <summary>Reads a text.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static string String(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw JsonErrors.Expected(ref reader, "a text");

    /// <summary>Reads a text of one character.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static char Char(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is [var value] ? value : throw JsonErrors.Expected(ref reader, "a text of one character");

    /// <summary>Reads bytes in base 64.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static byte[] ByteArray(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var value) ? value : throw JsonErrors.Expected(ref reader, "bytes in base 64");

    /// <summary>Reads bytes in base 64.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static ReadOnlyMemory<byte> ReadOnlyMemory(ref Utf8JsonReader reader) => ByteArray(ref reader);

    /// <summary>Reads bytes in base 64.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static Memory<byte> Memory(ref Utf8JsonReader reader) => ByteArray(ref reader);

    /// <summary>Reads a URI.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static Uri Uri(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && System.Uri.TryCreate(reader.GetString(), UriKind.RelativeOrAbsolute, out var value) ? value : throw JsonErrors.Expected(ref reader, "a URI");

    /// <summary>Reads a date such as 2026-03-21.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static DateOnly DateOnly(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? Converted(ref reader, JsonMetadataServices.DateOnlyConverter, "a date such as 2026-03-21") : throw JsonErrors.Expected(ref reader, "a date such as 2026-03-21");

    /// <summary>Reads a time of day such as 08:30:00.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static TimeOnly TimeOnly(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? Converted(ref reader, JsonMetadataServices.TimeOnlyConverter, "a time of day such as 08:30:00") : throw JsonErrors.Expected(ref reader, "a time of day such as 08:30:00");

    /// <summary>Reads a duration such as 1.02:03:04.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static TimeSpan TimeSpan(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? Converted(ref reader, JsonMetadataServices.TimeSpanConverter, "a duration such as 1.02:03:04") : throw JsonErrors.Expected(ref reader, "a duration such as 1.02:03:04");

    /// <summary>Reads an integer of 128 bits.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static Int128 Int128(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number ? Converted(ref reader, JsonMetadataServices.Int128Converter, "an integer of 128 bits") : throw JsonErrors.Expected(ref reader, "an integer of 128 bits");

    /// <summary>Reads an unsigned integer of 128 bits.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static UInt128 UInt128(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number ? Converted(ref reader, JsonMetadataServices.UInt128Converter, "an unsigned integer of 128 bits") : throw JsonErrors.Expected(ref reader, "an unsigned integer of 128 bits");

    /// <summary>Reads a number of 16 bits.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static Half Half(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number) throw JsonErrors.Expected(ref reader, "a finite number of 16 bits");
        var value = Converted(ref reader, JsonMetadataServices.HalfConverter, "a finite number of 16 bits");
        return System.Half.IsFinite(value) ? value : throw JsonErrors.Expected(ref reader, "a finite number of 16 bits");
    }

    /// <summary>Reads a version such as 1.2.3.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static Version Version(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? ConvertedNotNull(ref reader, JsonMetadataServices.VersionConverter, "a version such as 1.2.3") : throw JsonErrors.Expected(ref reader, "a version such as 1.2.3");
}
