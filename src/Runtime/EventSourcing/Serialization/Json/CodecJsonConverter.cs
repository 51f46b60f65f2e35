using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventSourcing.Serialization;

/// <summary>Lets <see cref="JsonSerializer"/> use an emitted codec. Made by emitted code.</summary>
/// <typeparam name="T">The type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CodecJsonConverter<T> : JsonConverter<T>
    where T : notnull
{
    private readonly WriteValue _write;
    private readonly ReadValue _read;

    /// <summary>Wraps the two methods of a codec.</summary>
    /// <param name="write">Writes a value.</param>
    /// <param name="read">Reads a value.</param>
    public CodecJsonConverter(WriteValue write, ReadValue read)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(read);
        _write = write;
        _read = read;
    }

    /// <summary>Writes a value.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public delegate void WriteValue(Utf8JsonWriter writer, T value);

    /// <summary>Reads a value.</summary>
    /// <param name="reader">The reader, on the first token of the value; it is left on the last.</param>
    /// <returns>The value.</returns>
    public delegate T ReadValue(ref Utf8JsonReader reader);

    /// <summary>What <see cref="JsonSerializer"/> needs to know of the type.</summary>
    /// <param name="options">The options that ask.</param>
    /// <returns>The information.</returns>
    public JsonTypeInfo<T> Describe(JsonSerializerOptions options) => JsonMetadataServices.CreateValueInfo<T>(options, this);

    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON is not that of such a value; the message names the member.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return _read(ref reader);
        }
        catch (SerializationException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">A member has a value that JSON cannot hold; the message names it.</exception>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        try
        {
            _write(writer, value);
        }
        catch (SerializationException e)
        {
            throw new JsonException(e.Message, e);
        }
    }
}
