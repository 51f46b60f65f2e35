using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>One [JsonDerivedType].</summary>
/// <param name="type">The derived type; <see langword="null"/> where none is given.</param>
/// <param name="discriminator">A text, an integer, or <see langword="null"/>.</param>
internal sealed class JsonDerivedTypeAttribute(ITypeSymbol? type, object? discriminator)
{
    /// <summary>The derived type.</summary>
    public ITypeSymbol? Type { get; } = type;

    /// <summary>A text, an integer, or <see langword="null"/>.</summary>
    public object? Discriminator { get; } = discriminator;
}
