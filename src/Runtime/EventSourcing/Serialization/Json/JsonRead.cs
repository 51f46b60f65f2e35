using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventSourcing.Serialization;

/// <summary>
/// How emitted codecs read values. Each method begins with the reader on the first token of a value and leaves it on the last, and says what
/// it found instead where it finds something else.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class JsonRead
{
    /// <summary>Checks that an object begins.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static void StartObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw JsonErrors.Expected(ref reader, "an object");
    }

    /// <summary>Checks that an array begins.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static void StartArray(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw JsonErrors.Expected(ref reader, "an array");
    }

    /// <summary>Goes on to the next member's name.</summary>
    /// <param name="reader">The reader, inside of an object.</param>
    /// <returns><see langword="false"/> at the end of the object.</returns>
    public static bool NextMember(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Goes on to the next element.</summary>
    /// <param name="reader">The reader, inside of an array.</param>
    /// <returns><see langword="false"/> at the end of the array.</returns>
    public static bool NextElement(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Goes on from a member's name to its value, and notes that the member was there.</summary>
    /// <param name="reader">The reader, on the name.</param>
    /// <param name="seen">The bits of the members that were there before.</param>
    /// <param name="bit">This member's bit.</param>
    /// <exception cref="SerializationException">The member was there before.</exception>
    public static void Value(ref Utf8JsonReader reader, ref ulong seen, ulong bit)
    {
        if ((seen & bit) != 0) throw JsonErrors.Duplicate(ref reader);
        seen |= bit;
        reader.Read();
    }

    /// <summary>Passes over a member that the type does not have.</summary>
    /// <param name="reader">The reader, on the name.</param>
    public static void Skip(ref Utf8JsonReader reader) => reader.Skip();

    /// <summary>Reads a value by a converter of the user's.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="converter">The converter.</param>
    /// <param name="expected">What should be there.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">The converter cannot read it, or has left the reader in the wrong place.</exception>
    public static T? Converted<T>(ref Utf8JsonReader reader, JsonConverter<T> converter, string expected)
    {
        ArgumentNullException.ThrowIfNull(converter);
        if (reader.TokenType == JsonTokenType.Null && !converter.HandleNull)
        {
            return default(T) is null ? default : throw JsonErrors.Expected(ref reader, expected);
        }

        var (depth, start, begins) = (reader.CurrentDepth, reader.TokenStartIndex, reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray);
        T? value;
        try
        {
            value = converter.Read(ref reader, typeof(T), JsonCodecs.Options);
        }
        catch (Exception e) when (JsonErrors.IsOfValue(e))
        {
            throw new SerializationException($"Expected {expected}. {e.Message}", "", start, e);
        }

        var ended = begins
            ? reader.CurrentDepth == depth && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray
            : reader.TokenStartIndex == start;
        return ended ? value : throw new SerializationException($"{converter.GetType()} has read too much or too little. It must leave the reader on the last token of its value.", "", start);
    }

    /// <summary>Reads a value by a converter of the user's, for a type that does not allow <see langword="null"/>.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="converter">The converter.</param>
    /// <param name="expected">What should be there.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">The converter cannot read it, or has read <see langword="null"/>.</exception>
    [return: NotNull]
    public static T ConvertedNotNull<T>(ref Utf8JsonReader reader, JsonConverter<T> converter, string expected)
    {
        var start = reader.TokenStartIndex;
        return Converted(ref reader, converter, expected) ?? throw new SerializationException($"Expected {expected}, found null.", "", start);
    }

    /// <summary>Turns a list round, for collections that are enumerated from what came last.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="items">The list; it is changed.</param>
    /// <returns>The same list.</returns>
    public static List<T> Reversed<T>(List<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        items.Reverse();
        return items;
    }
}
