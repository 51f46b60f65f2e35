namespace EventSourcing.Generators;

/// <summary>A projection as the catalog lists it.</summary>
/// <param name="TypeName">Its class, in code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
internal sealed record CatalogProjection(string TypeName, string Name, int Version);
