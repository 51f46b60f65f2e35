using System.Text.Json;

namespace EventSourcing.Serialization;

/// <content>Values of one of several derived types.</content>
public static partial class JsonRead
{
    /// <summary>Looks for the member that tells derived types apart, wherever it is in the object.</summary>
    /// <param name="reader">The reader, on the beginning of the object; it stays there.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="kind">A reader on the member's value.</param>
    /// <returns>Whether the object has the member.</returns>
    public static bool Discriminator(Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, out Utf8JsonReader kind)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFound = reader.ValueTextEquals(name);
            reader.Read();
            if (isFound)
            {
                kind = reader;
                return true;
            }

            reader.Skip();
        }

        kind = default;
        return false;
    }

    /// <summary>Whether a discriminator is a certain text.</summary>
    /// <param name="kind">The reader, on the discriminator.</param>
    /// <param name="text">The text.</param>
    /// <returns>Whether it is that.</returns>
    public static bool Is(ref Utf8JsonReader kind, scoped ReadOnlySpan<byte> text) => kind.TokenType == JsonTokenType.String && kind.ValueTextEquals(text);

    /// <summary>Whether a discriminator is a certain integer.</summary>
    /// <param name="kind">The reader, on the discriminator.</param>
    /// <param name="number">The integer.</param>
    /// <returns>Whether it is that.</returns>
    public static bool Is(ref Utf8JsonReader kind, int number) => kind.TokenType == JsonTokenType.Number && kind.TryGetInt32(out var value) && value == number;
}
