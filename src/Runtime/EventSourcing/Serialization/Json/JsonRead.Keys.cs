using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventSourcing.Serialization;

/// <content>The keys of dictionaries.</content>
public static partial class JsonRead
{
    /// <summary>Reads the name of a member as a key, and goes on to its value.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <param name="reader">The reader, on the name.</param>
    /// <param name="converter">The converter of the key's type.</param>
    /// <returns>The key.</returns>
    /// <exception cref="SerializationException">The name is no such key.</exception>
    public static TKey Key<TKey>(ref Utf8JsonReader reader, JsonConverter<TKey> converter)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(converter);
        TKey? key;
        try
        {
            key = converter.ReadAsPropertyName(ref reader, typeof(TKey), JsonCodecs.Options);
        }
        catch (Exception e) when (JsonErrors.IsOfValue(e))
        {
            throw JsonErrors.NoKey(ref reader, typeof(TKey), e);
        }

        if (key is null) throw JsonErrors.NoKey(ref reader, typeof(TKey), null);
        reader.Read();
        return key;
    }

    /// <summary>Reads the name of a member as a text, and goes on to its value.</summary>
    /// <param name="reader">The reader, on the name.</param>
    /// <returns>The text.</returns>
    public static string TextKey(ref Utf8JsonReader reader)
    {
        var key = reader.GetString()!;
        reader.Read();
        return key;
    }

    /// <summary>Reads the name of a member as a key that parses itself, and goes on to its value.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <param name="reader">The reader, on the name.</param>
    /// <returns>The key.</returns>
    /// <exception cref="SerializationException">The name is no such key.</exception>
    public static TKey ParsableKey<TKey>(ref Utf8JsonReader reader)
        where TKey : notnull, IParsable<TKey>
    {
        if (!TKey.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out var key)) throw JsonErrors.NoKey(ref reader, typeof(TKey), null);
        reader.Read();
        return key;
    }

    /// <summary>Adds what was read to a dictionary.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TValue">The value's type.</typeparam>
    /// <param name="reader">The reader, on the last token of the value.</param>
    /// <param name="items">The dictionary.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="SerializationException">The key is there already.</exception>
    public static void Add<TKey, TValue>(ref Utf8JsonReader reader, Dictionary<TKey, TValue> items, TKey key, TValue value)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(items);
        if (!items.TryAdd(key, value)) throw JsonErrors.Duplicate(ref reader);
    }
}
