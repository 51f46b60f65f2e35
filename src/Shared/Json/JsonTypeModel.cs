namespace EventSourcing.Compiler;

/// <summary>A type that is written as a JSON object: what its codec is emitted from. Holds no symbols.</summary>
/// <param name="TypeName">The type, in code.</param>
/// <param name="Codec">The name of its codec class.</param>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="HasPrivateConstructor">Whether its constructor is called through an accessor.</param>
/// <param name="Arguments">The constructor's arguments.</param>
/// <param name="Members">Its members, in the order in which they are written.</param>
internal sealed record JsonTypeModel(
    string TypeName,
    string Codec,
    bool IsValueType,
    bool HasPrivateConstructor,
    EquatableArray<JsonArgument> Arguments,
    EquatableArray<JsonMemberModel> Members);
