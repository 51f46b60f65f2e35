using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>An event as the catalog lists it.</summary>
internal sealed record CatalogEvent(string TypeName, string Name, int Version, EquatableArray<string> Aliases, string Codec);
