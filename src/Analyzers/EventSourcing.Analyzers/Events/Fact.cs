using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Events;

/// <summary>One member of an event, or of a type of the same project that an event holds, that is stored.</summary>
/// <param name="Owner">The type that declares it.</param>
/// <param name="Symbol">The property or field.</param>
/// <param name="Type">Its type.</param>
internal readonly record struct Fact(INamedTypeSymbol Owner, ISymbol Symbol, ITypeSymbol Type)
{
    /// <summary>Where it is written: at the parameter of a positional record, else at the member.</summary>
    public Location Location => Symbol.Locations[0];

    /// <summary>Its type, without the <c>?</c> of a value type.</summary>
    public ITypeSymbol Held => Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : Type;
}
