using System.Buffers;
using System.Text.Json;

namespace EventSourcing.Serialization;

/// <summary>
/// Writes and reads the members of <see cref="EventMetadata"/> that most events do not have: correlation, causation, actor, traceparent, headers and tags,
/// as one compact JSON object in UTF-8. Event id, occurred-at and tenant are columns of their own in every store.
/// </summary>
/// <remarks>Shared by all stores, so that each gives back exactly what it was given. Members that a later version adds are skipped.</remarks>
public static class EventMetadataCodec
{
    private static readonly JsonEncodedText CorrelationId = JsonEncodedText.Encode("correlationId");
    private static readonly JsonEncodedText CausationId = JsonEncodedText.Encode("causationId");
    private static readonly JsonEncodedText Actor = JsonEncodedText.Encode("actor");
    private static readonly JsonEncodedText TraceParent = JsonEncodedText.Encode("traceParent");
    private static readonly JsonEncodedText Headers = JsonEncodedText.Encode("headers");
    private static readonly JsonEncodedText Tags = JsonEncodedText.Encode("tags");

    /// <summary>Writes the members that have no column of their own.</summary>
    /// <param name="metadata">The metadata.</param>
    /// <returns>The JSON object in UTF-8, or <see langword="null"/> where all of these members are absent.</returns>
    /// <exception cref="SerializationException">A text, the tenant included, has half of a surrogate pair, which UTF-8 cannot hold.</exception>
    public static byte[]? Encode(EventMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        RequireUtf8(metadata.Tenant, "tenant");
        if (metadata.CorrelationId is null
            && metadata.CausationId is null
            && metadata.Actor is null
            && metadata.TraceParent is null
            && metadata.Headers.Count == 0
            && metadata.Tags.Count == 0)
        {
            return null;
        }

        RequireUtf8(metadata.Actor, "actor");
        RequireUtf8(metadata.TraceParent, "traceParent");
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        if (metadata.CorrelationId is { } correlation) writer.WriteString(CorrelationId, correlation);
        if (metadata.CausationId is { } causation) writer.WriteString(CausationId, causation);
        if (metadata.Actor is { } actor) writer.WriteString(Actor, actor);
        if (metadata.TraceParent is { } trace) writer.WriteString(TraceParent, trace);
        WriteHeaders(writer, metadata.Headers);
        WriteTags(writer, metadata.Tags);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Puts metadata together from its columns and what <see cref="Encode"/> wrote.</summary>
    /// <param name="eventId">The event's id.</param>
    /// <param name="occurredAt">When it occurred.</param>
    /// <param name="tenant">Its tenant, or <see langword="null"/>.</param>
    /// <param name="details">What <see cref="Encode"/> wrote; empty where it gave <see langword="null"/>.</param>
    /// <returns>The metadata.</returns>
    /// <exception cref="SerializationException"><paramref name="details"/> is not such a JSON object.</exception>
    public static EventMetadata Decode(Guid eventId, DateTimeOffset occurredAt, string? tenant, ReadOnlySpan<byte> details)
    {
        if (details.IsEmpty) return new EventMetadata { EventId = eventId, OccurredAt = occurredAt, Tenant = tenant };

        Guid? correlation = null;
        Guid? causation = null;
        string? actor = null;
        string? trace = null;
        Dictionary<string, string> headers = [];
        HashSet<string>? tags = null;
        var reader = new Utf8JsonReader(details);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) throw new FormatException("A JSON object was expected.");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals(CorrelationId.EncodedUtf8Bytes)) correlation = NextGuid(ref reader);
                else if (reader.ValueTextEquals(CausationId.EncodedUtf8Bytes)) causation = NextGuid(ref reader);
                else if (reader.ValueTextEquals(Actor.EncodedUtf8Bytes)) actor = NextString(ref reader);
                else if (reader.ValueTextEquals(TraceParent.EncodedUtf8Bytes)) trace = NextString(ref reader);
                else if (reader.ValueTextEquals(Headers.EncodedUtf8Bytes)) ReadHeaders(ref reader, headers);
                else if (reader.ValueTextEquals(Tags.EncodedUtf8Bytes)) tags = ReadTags(ref reader);
                else reader.Skip();
            }

            reader.Read();
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new SerializationException($"The stored metadata cannot be read: {e.Message}", "metadata", reader.TokenStartIndex, e);
        }

        return new EventMetadata
        {
            EventId = eventId,
            OccurredAt = occurredAt,
            Tenant = tenant,
            CorrelationId = correlation,
            CausationId = causation,
            Actor = actor,
            TraceParent = trace,
            Headers = headers,
            Tags = tags is null ? EventTags.None : EventTags.Of(tags, "tags"),
        };
    }

    private static void WriteHeaders(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> headers)
    {
        if (headers.Count == 0) return;
        writer.WriteStartObject(Headers);
        foreach (var (name, value) in headers)
        {
            RequireUtf8(name, "headers");
            RequireUtf8(value, $"headers['{name}']");
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }

    private static void ReadHeaders(ref Utf8JsonReader reader, Dictionary<string, string> headers)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw new FormatException("The headers are no JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            headers[name] = NextString(ref reader);
        }
    }

    private static void WriteTags(Utf8JsonWriter writer, IReadOnlySet<string> tags)
    {
        if (tags.Count == 0) return;
        writer.WriteStartArray(Tags);

        // Sets have no order of their own, and the same tags should give the same bytes.
        foreach (var tag in tags.Order(StringComparer.Ordinal))
        {
            RequireUtf8(tag, "tags");
            writer.WriteStringValue(tag);
        }

        writer.WriteEndArray();
    }

    private static HashSet<string> ReadTags(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) throw new FormatException("The tags are no JSON array.");
        var tags = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.GetString() is not { Length: > 0 and <= EventTags.MaxLength } tag || tag.Contains('\0')) throw new FormatException("A tag of 1 to 250 characters was expected.");
            tags.Add(tag);
        }

        return tags;
    }

    private static Guid NextGuid(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetGuid();
    }

    private static string NextString(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString() ?? throw new FormatException("A text was expected, and null was found.");
    }

    // A store would keep U+FFFD in its place: something else would come back than went in.
    private static void RequireUtf8(string? text, string member)
    {
        if (text is null) return;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) throw new SerializationException($"The text has half of a surrogate pair at index {i}, which has no form in UTF-8.", $"metadata.{member}");
        }
    }
}
