namespace EventSourcing.Generators;

/// <summary>An aggregate as the catalog lists it.</summary>
internal sealed record CatalogAggregate(string TypeName, string IdType);
