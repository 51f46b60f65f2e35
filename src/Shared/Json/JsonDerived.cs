namespace EventSourcing.Compiler;

/// <summary>A type that a member of its base type can hold.</summary>
/// <param name="TypeName">The type, in code.</param>
/// <param name="Codec">The name of its codec class.</param>
/// <param name="Text">Its discriminator where that is a text.</param>
/// <param name="Number">Its discriminator where that is an integer.</param>
/// <param name="IsSealed">Whether nothing derives from it.</param>
/// <param name="IsBase">Whether it is the base type itself.</param>
internal sealed record JsonDerived(string TypeName, string Codec, string? Text, int? Number, bool IsSealed, bool IsBase);
