using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventSourcing.Serialization;

/// <content>The keys of dictionaries.</content>
public static partial class JsonWrite
{
    /// <summary>Writes a key as the name of a member.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <param name="writer">The writer.</param>
    /// <param name="key">The key.</param>
    /// <param name="converter">The converter of the key's type.</param>
    /// <exception cref="SerializationException">The key has no form in UTF-8, or is a number that is not finite.</exception>
    public static void Key<TKey>(Utf8JsonWriter writer, TKey key, JsonConverter<TKey> converter)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(converter);
        switch (key)
        {
            case char half when char.IsSurrogate(half): throw JsonErrors.HalfPair("", 0);
            case double number: Finite(number, ""); break;
            case float number: Finite(number, ""); break;
            case Half number: Finite(number, ""); break;
            case Uri uri: Text(uri.OriginalString, ""); break;
        }

        converter.WriteAsPropertyName(writer, key, JsonCodecs.Options);
    }

    /// <summary>Writes a key that parses itself as the name of a member: its text in the invariant culture.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <param name="writer">The writer.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="SerializationException">The key has no text, or one that UTF-8 has no form for.</exception>
    public static void ParsableKey<TKey>(Utf8JsonWriter writer, TKey key)
        where TKey : notnull, IParsable<TKey>
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(NotNull(key is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : key.ToString(), ""));
    }
}
