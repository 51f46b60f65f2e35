using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Immutability;

/// <summary>What a type holds in one of its fields or properties, and how that can be changed.</summary>
/// <param name="Symbol">The property or the field.</param>
/// <param name="Type">Its type.</param>
/// <param name="Change">How it can be changed.</param>
internal readonly record struct StoredMember(ISymbol Symbol, ITypeSymbol Type, MemberChange Change);
