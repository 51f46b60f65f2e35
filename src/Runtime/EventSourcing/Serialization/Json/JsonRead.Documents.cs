using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace EventSourcing.Serialization;

/// <content>Pieces of JSON.</content>
public static partial class JsonRead
{
    /// <summary>Reads a piece of JSON.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">A text in it is not UTF-8, or has half of a surrogate pair.</exception>
    public static JsonElement JsonElement(ref Utf8JsonReader reader)
    {
        CheckTexts(reader);
        return System.Text.Json.JsonElement.ParseValue(ref reader);
    }

    /// <summary>Reads a piece of JSON.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">A text in it is not UTF-8, or has half of a surrogate pair.</exception>
    public static JsonDocument JsonDocument(ref Utf8JsonReader reader)
    {
        CheckTexts(reader);
        return System.Text.Json.JsonDocument.ParseValue(ref reader);
    }

    /// <summary>Reads a piece of JSON that is not <c>null</c>.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is <c>null</c>, or an object in it has two members of one name.</exception>
    public static JsonNode JsonNode(ref Utf8JsonReader reader)
    {
        CheckTexts(reader);
        var start = reader.TokenStartIndex;
        var node = System.Text.Json.Nodes.JsonNode.Parse(ref reader) ?? throw JsonErrors.Expected(ref reader, "JSON other than null");
        try
        {
            Expand(node);
        }
        catch (ArgumentException e)
        {
            throw new SerializationException($"An object in it has a member twice. {e.Message}", "", start, e);
        }

        return node;
    }

    /// <summary>Reads a JSON object.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static JsonObject JsonObject(ref Utf8JsonReader reader)
    {
        StartObject(ref reader);
        return (JsonObject)JsonNode(ref reader);
    }

    /// <summary>Reads a JSON array.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static JsonArray JsonArray(ref Utf8JsonReader reader)
    {
        StartArray(ref reader);
        return (JsonArray)JsonNode(ref reader);
    }

    /// <summary>Reads a JSON text, number or boolean.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SerializationException">There is something else.</exception>
    public static JsonValue JsonValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) throw JsonErrors.Expected(ref reader, "a text, a number or a boolean");
        return (JsonValue)JsonNode(ref reader);
    }

    /// <summary>Keeps a member that the type does not have.</summary>
    /// <param name="reader">The reader, on the name; it is left on the end of the value.</param>
    /// <param name="members">The members so far.</param>
    /// <exception cref="SerializationException">The member was there before.</exception>
    public static void Extension(ref Utf8JsonReader reader, ref Dictionary<string, JsonElement>? members)
    {
        var name = reader.GetString()!;
        members ??= [];
        if (members.ContainsKey(name)) throw JsonErrors.Duplicate(ref reader);
        reader.Read();
        members.Add(name, JsonElement(ref reader));
    }

    /// <inheritdoc cref="Extension(ref Utf8JsonReader, ref Dictionary{string, JsonElement}?)"/>
    public static void Extension(ref Utf8JsonReader reader, ref JsonObject? members)
    {
        var name = reader.GetString()!;
        members ??= [];
        if (members.ContainsKey(name)) throw JsonErrors.Duplicate(ref reader);
        reader.Read();
        members.Add(name, reader.TokenType == JsonTokenType.Null ? null : JsonNode(ref reader));
    }

    /// <summary>Pieces of JSON look at their texts when they are first asked for them, and throw then; it must be known while the event is read.</summary>
    private static void CheckTexts(Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        do
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) continue;
            try
            {
                if (reader.ValueIsEscaped || reader.HasValueSequence) reader.GetString();
                else if (!Utf8.IsValid(reader.ValueSpan)) throw new SerializationException("A text in it is not UTF-8.", "", reader.TokenStartIndex);
            }
            catch (InvalidOperationException e)
            {
                throw new SerializationException($"A text in it cannot be read. {e.Message}", "", reader.TokenStartIndex, e);
            }
        }
        while (!(reader.CurrentDepth == depth && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName)) && reader.Read());
    }

    /// <summary>Nodes look at their members when they are first asked for them, and throw then; it must be known while the event is read.</summary>
    private static void Expand(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members)
                {
                    if (value is not null) Expand(value);
                }

                break;
            case JsonArray elements:
                foreach (var value in elements)
                {
                    if (value is not null) Expand(value);
                }

                break;
        }
    }
}
