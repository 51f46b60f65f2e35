using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Locking;

/// <summary>An event of the compilation by what the lock knows it by.</summary>
/// <param name="Type">The type.</param>
/// <param name="Name">Its stored name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Aliases">Its former names.</param>
internal sealed record LockedIdentity(INamedTypeSymbol Type, string Name, int Version, EquatableArray<string> Aliases);
