using System.Text.Json;
using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing.PostgreSql;

/// <summary>Checks and serializes the events of an import, before anything is sent.</summary>
internal sealed class ImportReader(EventSerializer serializer, PostgreSqlPayloadType payloadType)
{
    private readonly Dictionary<(string Name, int SchemaVersion), StoredShape?> _shapes = [];

    public ImportRow Read(ImportedEvent @event)
    {
        PreparedAppend.RequireNamed(@event.Stream);
        var row = @event.Data is { } data ? Serialize(@event, data) : Take(@event);
        if (@event.Metadata.Tenant?.Contains('\0') == true) throw row.Fault("its tenant has the character U+0000, which PostgreSQL cannot store.");
        if (payloadType == PostgreSqlPayloadType.Jsonb && AppendLimits.FindNull(row.Payload.Span) is { } at)
            throw row.Fault($"a text at byte {at} of its payload has the character U+0000, which a column of type jsonb cannot store; one of type json can.");
        return row;
    }

    private ImportRow Serialize(ImportedEvent @event, object data)
    {
        var (descriptor, payload) = serializer.Serialize(@event.Stream, data);
        return new ImportRow(@event, descriptor.Name, descriptor.SchemaVersion, payload, Details(@event, descriptor.Name));
    }

    private ImportRow Take(ImportedEvent @event)
    {
        var (name, schemaVersion) = (@event.Name!, @event.SchemaVersion);
        var row = new ImportRow(@event, name, schemaVersion, @event.Payload, Details(@event, name));
        if (!_shapes.TryGetValue((name, schemaVersion), out var shape)) _shapes[(name, schemaVersion)] = shape = serializer.Find(name, schemaVersion);
        if (shape is null)
        {
            throw row.Fault(
                $"the catalog cannot read version {schemaVersion} of an event of that name, so that it could never be read again. Give the store a catalog with its type, with the name as an alias, or with an upcaster of that version.");
        }

        RequireJson(row);
        return row;
    }

    // The server looks too, but blames a whole batch.
    private static void RequireJson(ImportRow row)
    {
        try
        {
            var reader = new Utf8JsonReader(row.Payload.Span);
            while (reader.Read())
            {
                // A text in JSON may be no text in UTF-8: the reader looks only at what it is asked for.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.ValueTextEquals(""u8);
            }
        }
        catch (JsonException e)
        {
            throw row.Fault($"its payload is no JSON: {e.Message}", e);
        }

        if (!System.Text.Unicode.Utf8.IsValid(row.Payload.Span)) throw row.Fault("its payload is not in UTF-8.");
    }

    private static byte[]? Details(ImportedEvent @event, string name)
    {
        try
        {
            return EventMetadataCodec.Encode(@event.Metadata);
        }
        catch (SerializationException e)
        {
            throw SerializationException.Writing(e, name, @event.Stream);
        }
    }
}
