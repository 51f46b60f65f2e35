using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EventSourcing.Serialization;

/// <summary>Resolves the types that emitted codecs cover. Made by emitted code, which gives it a switch over those types.</summary>
/// <param name="resolve">Makes the information on a type, or returns <see langword="null"/> for a type without codec.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CodecJsonTypeInfoResolver(Func<Type, JsonSerializerOptions, JsonTypeInfo?> resolve) : IJsonTypeInfoResolver
{
    private readonly Func<Type, JsonSerializerOptions, JsonTypeInfo?> _resolve = resolve ?? throw new ArgumentNullException(nameof(resolve));

    /// <inheritdoc/>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => _resolve(type, options);
}
