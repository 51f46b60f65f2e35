namespace EventSourcing.Generators;

/// <summary>A type with a codec, as the resolver for System.Text.Json lists it.</summary>
/// <param name="TypeName">The type, in code.</param>
/// <param name="Codec">The name of its codec class.</param>
/// <param name="IsKey">Whether the codec writes and reads keys too.</param>
internal sealed record CatalogCodec(string TypeName, string Codec, bool IsKey);
