namespace EventSourcing.Compiler;

/// <summary>A valid upcaster, as it is emitted. Holds no symbols.</summary>
/// <param name="Call">The method in code, with its type.</param>
/// <param name="Method">The method as messages name it.</param>
/// <param name="Input">What it takes.</param>
/// <param name="InputType">The event type that it takes, in code; <see langword="null"/> for JSON.</param>
/// <param name="Name">The stored name that it takes.</param>
/// <param name="Version">The stored version that it takes.</param>
/// <param name="TakesMetadata">Whether the metadata are its second argument.</param>
/// <param name="Output">In which form it returns events.</param>
/// <param name="Results">The types that it returns, in code; of a tuple one for each element.</param>
/// <param name="To">The version whose JSON it returns; 0 where it returns events.</param>
internal sealed record UpcasterModel(
    string Call,
    string Method,
    UpcastInput Input,
    string? InputType,
    string Name,
    int Version,
    bool TakesMetadata,
    UpcastOutput Output,
    EquatableArray<string> Results,
    int To);
