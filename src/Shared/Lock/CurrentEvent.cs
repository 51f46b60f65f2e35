using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>An event of the code, as it is compared with the lock.</summary>
/// <param name="Name">Its stored name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Aliases">Its former names.</param>
/// <param name="Shape">Its JSON.</param>
/// <param name="Members">The properties and fields of the event itself, by their JSON names.</param>
/// <param name="Types">The types that <see cref="Shape"/> refers to.</param>
internal sealed record CurrentEvent(
    string Name,
    int Version,
    IReadOnlyList<string> Aliases,
    LockedShape Shape,
    IReadOnlyDictionary<string, ISymbol> Members,
    IReadOnlyDictionary<string, INamedTypeSymbol> Types);
