using System.ComponentModel;
using System.Globalization;
using System.Text.Json;

namespace EventSourcing.Serialization;

/// <summary>
/// The errors of emitted codecs. They name the member that a codec itself knows; <see cref="EventSerializer"/> puts the path to it before that.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonErrors
{
    /// <summary>A value is not what it should be.</summary>
    /// <param name="reader">The reader, on the value's first token.</param>
    /// <param name="expected">What should be there, such as <c>a number</c>.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    /// <returns>The error.</returns>
    public static SerializationException Expected(ref Utf8JsonReader reader, string expected, Exception? innerException = null) =>
        new($"Expected {expected}, found {Describe(ref reader)}.", "", reader.TokenStartIndex, innerException);

    /// <summary>Members that must be there are not.</summary>
    /// <param name="reader">The reader, on the end of the object.</param>
    /// <param name="missing">The bits of the members that are missing.</param>
    /// <param name="names">The names of all members, by bit.</param>
    /// <returns>The error.</returns>
    public static SerializationException Missing(ref Utf8JsonReader reader, ulong missing, params ReadOnlySpan<string> names) =>
        new("It is missing, and has no default.", names[System.Numerics.BitOperations.TrailingZeroCount(missing)], reader.TokenStartIndex);

    /// <summary>A member is there twice.</summary>
    /// <param name="reader">The reader, on the member's name or value.</param>
    /// <returns>The error.</returns>
    public static SerializationException Duplicate(ref Utf8JsonReader reader) =>
        new("It is there twice.", "", reader.TokenStartIndex);

    /// <summary>A member that must not be <see langword="null"/> is to be written with <see langword="null"/>.</summary>
    /// <param name="member">The member, or the empty string for an element of a collection.</param>
    /// <returns>The error.</returns>
    public static SerializationException Null(string member) =>
        new("It is null, and its type does not allow that. Give it a value, or declare it nullable.", member);

    /// <summary>A text that UTF-8 has no form for is to be written.</summary>
    /// <param name="member">The member, or the empty string for an element of a collection.</param>
    /// <param name="index">Where in the text.</param>
    /// <returns>The error.</returns>
    public static SerializationException HalfPair(string member, int index) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The text has half of a surrogate pair at index {index}, which has no form in UTF-8. Cut and join texts between whole characters."), member);

    /// <summary>A number that is none is to be written.</summary>
    /// <param name="member">The member, or the empty string for an element of a collection.</param>
    /// <param name="value">The value.</param>
    /// <returns>The error.</returns>
    public static SerializationException NotFinite(string member, double value) =>
        new($"It is {value.ToString(CultureInfo.InvariantCulture)}, and JSON has only finite numbers.", member);

    private static string Describe(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => "null",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.String => "the text " + Excerpt(ref reader),
        JsonTokenType.Number => "the number " + Excerpt(ref reader),
        _ => "no value",
    };

    private static string Excerpt(ref Utf8JsonReader reader)
    {
        const int Longest = 40;
        var bytes = reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan;
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        return text.Length <= Longest ? $"'{text}'" : $"'{text[..Longest]}…'";
    }
}
