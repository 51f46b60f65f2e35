namespace EventSourcing.Compiler;

/// <summary>A member of a type that is written as a JSON object.</summary>
/// <param name="Name">The member's name, not escaped.</param>
/// <param name="JsonName">Its name in JSON.</param>
/// <param name="Shape">How its value is written.</param>
/// <param name="Writing">When it is written.</param>
/// <param name="Setting">How its value gets into the object.</param>
/// <param name="IsRequired">Whether JSON without it is an error.</param>
/// <param name="Default">The value in code where JSON lacks it; <see langword="null"/> for the default of the type.</param>
/// <param name="DeclaringType">The type that declares it, in code.</param>
/// <param name="IsField">Whether it is a field.</param>
internal sealed record JsonMemberModel(
    string Name,
    string JsonName,
    JsonShape Shape,
    JsonWriting Writing,
    JsonSetting Setting,
    bool IsRequired,
    string? Default,
    string DeclaringType,
    bool IsField)
{
    /// <summary>Whether it holds the members that the type does not have; it has no name of its own in JSON then.</summary>
    public bool IsExtensionData { get; init; }

    /// <summary>How the setter of a generic type is called.</summary>
    public JsonOpenAccess? Open { get; init; }
}
