namespace EventSourcing.Compiler;

/// <summary>How the value of a member, an element or a key is written.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Type">Its type in code, without the question mark of a nullable.</param>
/// <param name="Detail">As <see cref="JsonKind"/> says.</param>
/// <param name="IsValueType">Whether <paramref name="Type"/> is a value type.</param>
/// <param name="AllowsNull">Whether it may be <see langword="null"/>, as <c>T?</c> or in code without nullable annotations.</param>
/// <param name="Element">The elements of a collection, the values of a dictionary.</param>
/// <param name="Key">The keys of a dictionary.</param>
internal sealed record JsonShape(
    JsonKind Kind,
    string Type,
    string Detail,
    bool IsValueType,
    bool AllowsNull,
    JsonShape? Element = null,
    JsonShape? Key = null)
{
    /// <summary>The flags of [JsonNumberHandling] where they apply to this number; 0 for plain numbers.</summary>
    public int Numbers { get; init; }

    /// <summary>Whether it may be <see langword="null"/> only because its code has no nullable annotations: as an element it is then written without a question mark.</summary>
    public bool IsOblivious { get; init; }

    /// <summary>The type as a local variable or a parameter has it.</summary>
    public string Declared => AllowsNull ? Type + "?" : Type;

    /// <summary>The type as a type argument has it.</summary>
    public string DeclaredAsElement => IsOblivious ? Type : Declared;
}
