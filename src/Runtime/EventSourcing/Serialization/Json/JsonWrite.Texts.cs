using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace EventSourcing.Serialization;

/// <content>Types that System.Text.Json has no form for: they are the text that they parse again.</content>
public static partial class JsonWrite
{
    /// <summary>Writes an integer of any size as a text of its digits.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void BigInteger(Utf8JsonWriter writer, BigInteger value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Writes an IP address.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void IPAddress(Utf8JsonWriter writer, IPAddress value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.ToString());
    }

    /// <summary>Writes an IP address with its port.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void IPEndPoint(Utf8JsonWriter writer, IPEndPoint value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.ToString());
    }

    /// <summary>Writes a range of IP addresses as <c>10.0.0.0/8</c>.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void IPNetwork(Utf8JsonWriter writer, IPNetwork value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }

    /// <summary>Writes a Unicode character as a text of one.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void Rune(Utf8JsonWriter writer, Rune value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<char> text = stackalloc char[2];
        writer.WriteStringValue(text[..value.EncodeToUtf16(text)]);
    }
}
