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

    /// <summary>A name of a member is no key of a dictionary.</summary>
    /// <param name="reader">The reader, on the name.</param>
    /// <param name="type">The type of the keys.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    /// <returns>The error.</returns>
    public static SerializationException NoKey(ref Utf8JsonReader reader, Type type, Exception? innerException)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new($"Its name is no {type.Name}.", "", reader.TokenStartIndex, innerException);
    }

    /// <summary>An object has a member that its type does not have, and says that there are none.</summary>
    /// <param name="reader">The reader, on the name.</param>
    /// <returns>The error.</returns>
    public static SerializationException Unmapped(ref Utf8JsonReader reader) =>
        new("The type has no such member, and refuses others by [JsonUnmappedMemberHandling].", "", reader.TokenStartIndex);

    /// <summary>An object does not say of which derived type it is.</summary>
    /// <param name="reader">The reader, on the beginning of the object.</param>
    /// <param name="name">The member that would say it.</param>
    /// <returns>The error.</returns>
    public static SerializationException NoDiscriminator(ref Utf8JsonReader reader, string name) =>
        new($"The object has no '{name}', which says of which type it is.", "", reader.TokenStartIndex);

    /// <summary>An object is of a derived type that is not known.</summary>
    /// <param name="kind">The reader, on the discriminator.</param>
    /// <param name="known">The discriminators that are known.</param>
    /// <returns>The error.</returns>
    public static SerializationException UnknownDiscriminator(ref Utf8JsonReader kind, string known) =>
        new($"There is {Describe(ref kind)}, and the known types are {known}. Declare the type with [JsonDerivedType].", "", kind.TokenStartIndex);

    /// <summary>A value is of a derived type that is not declared.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="baseType">The type that the member has.</param>
    /// <returns>The error.</returns>
    public static SerializationException UnknownDerivedType(Type type, Type baseType)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(baseType);
        return new($"It is a {type}, which is not declared as a derived type. Add [JsonDerivedType(typeof({type.Name}), \"...\")] to {baseType.Name}.", "");
    }

    /// <summary>An object says that it is of a type of which there are no objects.</summary>
    /// <param name="reader">The reader, on the beginning of the object.</param>
    /// <param name="type">The type.</param>
    /// <returns>The error.</returns>
    public static SerializationException Abstract(ref Utf8JsonReader reader, Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new($"The object is a {type.Name}, which is abstract and was only written for what derives from it.", "", reader.TokenStartIndex);
    }

    /// <summary>
    /// Whether an error is about what was read or written. Converters, parsers and constructors of the user's throw what they like about it; what says
    /// more than they do passes through.
    /// </summary>
    internal static bool IsOfValue(Exception e) =>
        e is not (SerializationException or OperationCanceledException or OutOfMemoryException or InsufficientExecutionStackException);

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
