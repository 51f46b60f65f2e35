using System.Buffers;
using System.Text.Json;

namespace EventSourcing.Serialization;

/// <summary>
/// Writes and reads the payloads of a store's events by its catalog, and puts into every error which event of which stream it was.
/// Shared by all stores, so that none reads what another would refuse.
/// </summary>
/// <param name="catalog">The events that the store knows.</param>
public sealed class EventSerializer(EventCatalog catalog)
{
    // The depth at which Utf8JsonReader and System.Text.Json stop by default.
    private const int DeepestNesting = 64;

    // One writer a thread: codecs do not yield, so nobody else uses it between rent and return.
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _rented;

    /// <summary>The events that the store knows.</summary>
    public EventCatalog Catalog { get; } = catalog ?? throw new ArgumentNullException(nameof(catalog));

    /// <summary>Writes an event's payload: JSON in UTF-8.</summary>
    /// <param name="stream">The stream to which it will be appended.</param>
    /// <param name="data">The event.</param>
    /// <returns>The event's descriptor, and the payload.</returns>
    /// <exception cref="UnregisteredEventException">The event's type is not in the catalog.</exception>
    /// <exception cref="SupersededEventException">The event's type stands for a shape that is only read any more.</exception>
    /// <exception cref="SerializationException">A member has a value that cannot be stored.</exception>
    public (EventDescriptor Descriptor, byte[] Payload) Serialize(StreamId stream, object data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!Catalog.TryGet(data.GetType(), out var descriptor)) throw new UnregisteredEventException(data.GetType(), stream);
        if (descriptor.IsSuperseded) throw new SupersededEventException(descriptor, Catalog.CurrentOf(descriptor), stream);

        var (buffer, writer) = _rented ??= Rent();
        try
        {
            descriptor.Write(writer, data);
            writer.Flush();
            return (descriptor, buffer.WrittenSpan.ToArray());
        }
        catch (Exception e) when (AsSerialization(e, byteOffset: -1) is { } cause)
        {
            writer.Flush();
            throw SerializationException.Writing(JsonMemberPath.LocateEnd(cause, buffer.WrittenSpan), descriptor.Name, stream);
        }
        finally
        {
            buffer.ResetWrittenCount();
            writer.Reset();
        }
    }

    /// <summary>Finds out how to read what is stored under a name and a version of the shape.</summary>
    /// <param name="name">The stored name.</param>
    /// <param name="schemaVersion">The stored version of the shape.</param>
    /// <param name="stream">The stream that holds the event.</param>
    /// <param name="version">The event's version in the stream.</param>
    /// <returns>The shape; the same one for every event of the name and version, so that a store may keep it.</returns>
    /// <exception cref="UnknownEventException">The catalog lists no such name, or cannot read this version of the shape.</exception>
    public StoredShape Resolve(string name, int schemaVersion, StreamId stream, long version)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Catalog.FamilyOf(name) is not { } family)
            throw UnknownEventException.ForName(name, schemaVersion, stream, version, Catalog.Nearest(name));
        return family.Find(schemaVersion) is { IsReadable: true } shape ? shape : throw UnknownEventException.ForSchemaVersion(family, name, schemaVersion, stream, version);
    }

    /// <summary>As <see cref="Resolve"/>, for a store that keeps what it finds before it has an event to blame.</summary>
    /// <param name="name">The stored name.</param>
    /// <param name="schemaVersion">The stored version of the shape.</param>
    /// <returns>The shape, or <see langword="null"/> where <see cref="Resolve"/> would throw.</returns>
    public StoredShape? Find(string name, int schemaVersion)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Catalog.FamilyOf(name)?.Find(schemaVersion) is { IsReadable: true } shape ? shape : null;
    }

    /// <summary>Reads an event's payload, and leads it to the current shape where it has another.</summary>
    /// <param name="shape">What <see cref="Resolve"/> found.</param>
    /// <param name="payload">JSON in UTF-8.</param>
    /// <param name="metadata">What is known beside the payload; needed where <see cref="StoredShape.IsUpcast"/>.</param>
    /// <param name="stream">The stream that holds the event.</param>
    /// <param name="version">The event's version in the stream.</param>
    /// <returns>The event; where upcasters read it, all events that it has become, or none.</returns>
    /// <exception cref="SerializationException">The payload is not JSON, or not that of such an event.</exception>
    /// <exception cref="UpcastException">An upcaster has failed.</exception>
    public EventParts Read(StoredShape shape, ReadOnlySpan<byte> payload, EventMetadata? metadata, StreamId stream, long version)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (!shape.IsUpcast) return new EventParts(Deserialize(shape.Descriptor!, payload, stream, version));
        ArgumentNullException.ThrowIfNull(metadata);
        return new Upcasting(Catalog, shape, metadata, stream, version).Read(payload);
    }

    /// <summary>Reads a payload as an event of one type, whatever upcasters there are.</summary>
    /// <param name="descriptor">The type.</param>
    /// <param name="payload">JSON in UTF-8.</param>
    /// <param name="stream">The stream that holds the event.</param>
    /// <param name="version">The event's version in the stream.</param>
    /// <returns>The event.</returns>
    /// <exception cref="SerializationException">The payload is not JSON, or not that of such an event.</exception>
    public static object Deserialize(EventDescriptor descriptor, ReadOnlySpan<byte> payload, StreamId stream, long version)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        var reader = new Utf8JsonReader(payload);
        try
        {
            reader.Read();
            var @event = descriptor.Read(ref reader);
            if (reader.Read()) throw new SerializationException("Something follows the end of the JSON value.", "", reader.TokenStartIndex);
            return @event;
        }
        catch (Exception e) when (AsSerialization(e, reader.TokenStartIndex) is { } cause)
        {
            throw SerializationException.Reading(JsonMemberPath.Locate(cause, payload), descriptor.Name, descriptor.SchemaVersion, stream, version);
        }
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) Rent()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);

        // What is nested deeper than readers allow could be written and never be read again.
        return (buffer, new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = DeepestNesting }));
    }

    /// <summary>
    /// What codecs throw about a payload or a value: their own errors, those of the JSON reader and writer, and those of the parsers, converters and
    /// constructors that they call, which may be anything.
    /// </summary>
    internal static SerializationException? AsSerialization(Exception e, long byteOffset) => e switch
    {
        SerializationException own => own,
        _ when JsonErrors.IsOfValue(e) => new SerializationException(e.Message, "", byteOffset, e),
        _ => null,
    };
}
