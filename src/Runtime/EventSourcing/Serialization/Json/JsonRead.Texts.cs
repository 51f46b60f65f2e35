using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace EventSourcing.Serialization;

/// <content>Types that System.Text.Json has no form for: they are the text that they parse again.</content>
public static partial class JsonRead
{
    /// <summary>Reads an integer of any size from its digits in a text.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static BigInteger BigInteger(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && System.Numerics.BigInteger.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw JsonErrors.Expected(ref reader, "an integer in a text");

    /// <summary>Reads an IP address.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static IPAddress IPAddress(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && System.Net.IPAddress.TryParse(reader.GetString(), out var value) ? value : throw JsonErrors.Expected(ref reader, "an IP address");

    /// <summary>Reads an IP address with a port.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static IPEndPoint IPEndPoint(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && System.Net.IPEndPoint.TryParse(reader.GetString()!, out var value) ? value : throw JsonErrors.Expected(ref reader, "an IP address with a port");

    /// <summary>Reads a range of IP addresses.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static IPNetwork IPNetwork(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && System.Net.IPNetwork.TryParse(reader.GetString(), out var value) ? value : throw JsonErrors.Expected(ref reader, "a range of IP addresses");

    /// <summary>Reads a Unicode character.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static Rune Rune(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && reader.GetString() is { Length: > 0 } text
        && System.Text.Rune.TryGetRuneAt(text, 0, out var value)
        && value.Utf16SequenceLength == text.Length
            ? value
            : throw JsonErrors.Expected(ref reader, "a Unicode character");
}
