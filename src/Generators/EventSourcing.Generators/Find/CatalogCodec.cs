namespace EventSourcing.Generators;

/// <summary>A type with a codec, as the resolver for System.Text.Json lists it.</summary>
internal sealed record CatalogCodec(string TypeName, string Codec);
