using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
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
    private readonly WriteValue? _writeKey;
    private readonly ReadValue? _readKey;

    /// <summary>Wraps the methods of a codec.</summary>
    /// <param name="write">Writes a value.</param>
    /// <param name="read">Reads a value.</param>
    /// <param name="writeKey">Writes a value as the name of a member; <see langword="null"/> where it cannot be one.</param>
    /// <param name="readKey">Reads a value from the name of a member, and goes on to what follows; <see langword="null"/> where it cannot be one.</param>
    public CodecJsonConverter(WriteValue write, ReadValue read, WriteValue? writeKey = null, ReadValue? readKey = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(read);
        _write = write;
        _read = read;
        _writeKey = writeKey;
        _readKey = readKey;
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
    public JsonTypeInfo<T> Describe(JsonSerializerOptions options)
    {
        var info = JsonMetadataServices.CreateValueInfo<T>(options, this);

        // The codec writes the discriminators of derived types itself.
        info.PolymorphismOptions = null;
        return info;
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON is not that of such a value; the message names the member, and the path leads to it where the value is the whole JSON.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var start = reader;
        try
        {
            return _read(ref reader);
        }
        catch (SerializationException e)
        {
            throw Failure(JsonMemberPath.Locate(e, start), start);
        }
        catch (Exception e) when (e is not JsonException && JsonErrors.IsOfValue(e))
        {
            throw Failure(JsonMemberPath.Locate(new SerializationException(e.Message, "", reader.TokenStartIndex, e), start), start);
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

    /// <inheritdoc/>
    /// <exception cref="JsonException">The name is no such value.</exception>
    /// <exception cref="NotSupportedException">The type cannot be a key.</exception>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (_readKey is null) return base.ReadAsPropertyName(ref reader, typeToConvert, options);

        // The serializer wants to find the reader on the name, and a codec leaves it on the value.
        var name = reader;
        try
        {
            return _readKey(ref name);
        }
        catch (SerializationException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The value has no form as a name.</exception>
    /// <exception cref="NotSupportedException">The type cannot be a key.</exception>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, [DisallowNull] T value, JsonSerializerOptions options)
    {
        if (_writeKey is null)
        {
            base.WriteAsPropertyName(writer, value, options);
            return;
        }

        try
        {
            _writeKey(writer, value);
        }
        catch (SerializationException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    private static JsonException Failure(SerializationException error, Utf8JsonReader start) => start.CurrentDepth == 0
        ? new JsonException(error.Message, JsonMemberPath.InJson(error.Member), null, null, error)
        : new JsonException(error.Message, error);
}
