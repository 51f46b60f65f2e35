namespace EventSourcing.Compiler;

/// <summary>An event and how it is stored. Holds no symbols.</summary>
/// <param name="TypeName">The event's type, in code.</param>
/// <param name="Name">The name under which it is stored.</param>
/// <param name="Version">The version of its shape.</param>
/// <param name="Aliases">Its former names.</param>
/// <param name="Codec">The name of its codec class.</param>
/// <param name="Types">The event's own JSON model first, then those of the types that its members reach.</param>
internal sealed record EventModel(
    string TypeName,
    string Name,
    int Version,
    EquatableArray<string> Aliases,
    string Codec,
    EquatableArray<JsonTypeModel> Types);
