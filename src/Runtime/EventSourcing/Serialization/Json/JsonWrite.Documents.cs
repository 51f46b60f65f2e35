using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventSourcing.Serialization;

/// <content>Pieces of JSON.</content>
public static partial class JsonWrite
{
    private const int DeepestNesting = 1000;

    /// <summary>Writes a piece of JSON as it is.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void JsonElement(Utf8JsonWriter writer, JsonElement value) => value.WriteTo(writer);

    /// <summary>Writes a piece of JSON as it is.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void JsonDocument(Utf8JsonWriter writer, JsonDocument value)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.WriteTo(writer);
    }

    /// <summary>Writes a piece of JSON.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="SerializationException">A text in it has half of a surrogate pair.</exception>
    public static void JsonNode(Utf8JsonWriter writer, JsonNode value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Check(value, 0);
        value.WriteTo(writer, JsonCodecs.Options);
    }

    /// <inheritdoc cref="JsonNode(Utf8JsonWriter, System.Text.Json.Nodes.JsonNode)"/>
    public static void JsonObject(Utf8JsonWriter writer, JsonObject value) => JsonNode(writer, value);

    /// <inheritdoc cref="JsonNode(Utf8JsonWriter, System.Text.Json.Nodes.JsonNode)"/>
    public static void JsonArray(Utf8JsonWriter writer, JsonArray value) => JsonNode(writer, value);

    /// <inheritdoc cref="JsonNode(Utf8JsonWriter, System.Text.Json.Nodes.JsonNode)"/>
    public static void JsonValue(Utf8JsonWriter writer, JsonValue value) => JsonNode(writer, value);

    /// <summary>Writes the members that a type does not have.</summary>
    /// <param name="writer">The writer, after the members that the type has.</param>
    /// <param name="members">The members.</param>
    /// <exception cref="SerializationException">A name has half of a surrogate pair.</exception>
    public static void Extension(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, JsonElement>> members)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(members);
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(Text(name, ""));
            value.WriteTo(writer);
        }
    }

    /// <inheritdoc cref="Extension(Utf8JsonWriter, IEnumerable{KeyValuePair{string, System.Text.Json.JsonElement}})"/>
    public static void Extension(Utf8JsonWriter writer, JsonObject members)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(members);
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(Text(name, ""));
            if (value is null) writer.WriteNullValue();
            else JsonNode(writer, value);
        }
    }

    /// <summary>The writer would put U+FFFD in the place of what UTF-8 has no form for.</summary>
    private static void Check(JsonNode node, int depth)
    {
        // The writer refuses what is nested deeper than its own limit, which is lower.
        if (depth > DeepestNesting) return;
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    Text(name, "");
                    if (value is not null) Check(value, depth + 1);
                }

                break;
            case JsonArray elements:
                foreach (var value in elements)
                {
                    if (value is not null) Check(value, depth + 1);
                }

                break;
            case JsonValue value when value.TryGetValue<string>(out var text):
                Text(text, "");
                break;
        }
    }
}
