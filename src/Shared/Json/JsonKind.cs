namespace EventSourcing.Compiler;

/// <summary>The kinds of JSON values that codecs tell apart.</summary>
internal enum JsonKind
{
    /// <summary>A type that the runtime library writes by a method of the name in <see cref="JsonShape.Detail"/>.</summary>
    Scalar,

    /// <summary>An enum, written as a number; <see cref="JsonShape.Detail"/> is the scalar of its underlying type.</summary>
    Enum,

    /// <summary>An object with a codec of its own, named by <see cref="JsonShape.Detail"/>.</summary>
    Object,

    /// <summary>A JSON array; <see cref="JsonShape.Detail"/> is the expression that makes the collection of a list named <c>items</c>.</summary>
    Collection,

    /// <summary>A JSON object with members by key; <see cref="JsonShape.Detail"/> as for collections.</summary>
    Dictionary,

    /// <summary>A key that the type itself turns into text and parses again (<c>IParsable</c>); keys only.</summary>
    Parsable,

    /// <summary>A value that a converter of the user's writes; <see cref="JsonShape.Detail"/> is the expression that makes it.</summary>
    Converter,
}
