using System.Text.Json;
using EventSourcing.Serialization;

namespace EventSourcing.Testing.Stores;

/// <summary>Writes and reads an event that is a text.</summary>
internal sealed class TextCodec<TEvent>(Func<TEvent, string> textOf, Func<string, TEvent> make) : EventCodec<TEvent>
    where TEvent : notnull
{
    private static readonly JsonEncodedText Text = JsonEncodedText.Encode("text");

    public override void Write(Utf8JsonWriter writer, TEvent value)
    {
        writer.WriteStartObject();
        writer.WriteString(Text, textOf(value));
        writer.WriteEndObject();
    }

    public override TEvent Read(ref Utf8JsonReader reader)
    {
        string? text = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var known = reader.ValueTextEquals(Text.EncodedUtf8Bytes);
            reader.Read();
            if (known) text = reader.GetString();
            else reader.Skip();
        }

        return make(text ?? throw new SerializationException("The member is missing.", "text", reader.TokenStartIndex));
    }
}
