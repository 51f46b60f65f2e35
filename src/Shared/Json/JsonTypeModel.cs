namespace EventSourcing.Compiler;

/// <summary>A type with a codec of its own: what that is emitted from. Holds no symbols.</summary>
/// <param name="TypeName">The type, in code.</param>
/// <param name="Codec">The name of its codec class.</param>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="HasPrivateConstructor">Whether its constructor is called through an accessor.</param>
/// <param name="Arguments">The constructor's arguments.</param>
/// <param name="Members">Its members, in the order in which they are written; the only one for <see cref="JsonForm.Value"/>.</param>
internal sealed record JsonTypeModel(
    string TypeName,
    string Codec,
    bool IsValueType,
    bool HasPrivateConstructor,
    EquatableArray<JsonArgument> Arguments,
    EquatableArray<JsonMemberModel> Members)
{
    /// <summary>What the type becomes.</summary>
    public JsonForm Form { get; init; }

    /// <summary>Whether the members are read into an object; not so for an abstract type that is written as itself.</summary>
    public bool CanBeRead { get; init; } = true;

    /// <summary>The types that a member of this type can hold instead; <see langword="null"/> where it holds this type alone.</summary>
    public JsonPolymorphism? Polymorphism { get; init; }

    /// <summary>Whether an object with a member that the type does not have is refused.</summary>
    public bool RefusesUnmapped { get; init; }

    /// <summary>How the value of an [EventValue] type is written as a key; <see langword="null"/> where it cannot be one.</summary>
    public JsonShape? Key { get; init; }

    /// <summary>The expression that makes the converter, for <see cref="JsonForm.Converter"/>.</summary>
    public string Converter { get; init; } = "";

    /// <summary>How the private constructor of a generic type is called.</summary>
    public JsonOpenAccess? OpenConstructor { get; init; }
}
