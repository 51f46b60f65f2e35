namespace EventSourcing.Compiler;

/// <summary>What a type with a codec of its own becomes.</summary>
internal enum JsonForm
{
    /// <summary>A JSON object with the members of the type.</summary>
    Object,

    /// <summary>Only the derived types have a form: the type is abstract or an interface, and what derives from it is declared.</summary>
    DerivedOnly,

    /// <summary>Whatever its only member is, because of [EventValue].</summary>
    Value,

    /// <summary>What the converter of the type makes of it; only events have a codec for that.</summary>
    Converter,
}
