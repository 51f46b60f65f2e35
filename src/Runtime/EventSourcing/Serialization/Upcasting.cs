using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventSourcing.Serialization;

/// <summary>Walks one stored event along its upcasters, until all that it has become is current.</summary>
internal sealed class Upcasting(EventCatalog catalog, StoredShape stored, EventMetadata metadata, StreamId stream, long version)
{
    // Upcasters that name their results cannot lead in a circle; those that return a base type can, and come to this end then.
    private readonly int _longestWay = catalog.Upcasters.Count + 1;
    private readonly List<object> _current = [];

    /// <summary>The events that a payload has become.</summary>
    public EventParts Read(ReadOnlySpan<byte> payload)
    {
        Follow(stored, payload, stored.Upcaster!, 0);
        return _current.Count == 1 ? new EventParts(_current[0]) : new EventParts(_current);
    }

    private void Follow(StoredShape shape, ReadOnlySpan<byte> payload, EventUpcaster from, int steps)
    {
        if (shape.Upcaster is not { } upcaster) TakeCurrent(ReadByType(shape, payload, from, steps), from);
        else if (upcaster.InputType is not null) Take(shape, upcaster, upcaster.FromEvent(ReadByType(shape, payload, from, steps), metadata), steps);
        else Take(shape, upcaster, ReadByJson(upcaster, payload, from, steps), steps);
    }

    /// <summary>Goes on with what an upcaster has given.</summary>
    private void Take(StoredShape shape, EventUpcaster upcaster, UpcastResults results, int steps)
    {
        if (results.Fault is { } fault) throw Failure(upcaster, $"it has thrown {fault.GetType().Name}: {fault.Message}", fault);
        if (steps >= _longestWay) throw Failure(upcaster, "its results lead back to itself.");
        if (upcaster.To > 0)
        {
            if (results.Json is not { } json) throw Failure(upcaster, "it has given null in place of a JSON object.");
            var next = catalog.FamilyOf(shape.Name)?.Find(upcaster.To) is { IsReadable: true } known
                ? known
                : throw Failure(upcaster, $"it gives version {upcaster.To} of '{shape.Name}', which neither an event type nor an upcaster reads.");
            Follow(next, Write(json), upcaster, steps + 1);
            return;
        }

        foreach (var @event in results.Events) Take(@event, upcaster, steps);
    }

    private void Take(object? @event, EventUpcaster from, int steps)
    {
        if (@event is null) throw Failure(from, "it has given null in place of an event.");
        if (!catalog.TryGet(@event.GetType(), out var descriptor))
            throw Failure(from, $"it has given a {@event.GetType()}, which is not in the catalog. Mark the type with [DomainEvent].");
        var shape = catalog.FamilyOf(descriptor.Name)!.Find(descriptor.SchemaVersion)!;
        if (shape.Upcaster is not { } upcaster)
        {
            if (!shape.IsReadable) throw Failure(from, $"it has given a {@event.GetType()}, which is version {shape.SchemaVersion} of '{shape.Name}' and not the current one, and no upcaster leads on from it.");
            TakeCurrent(@event, from);
        }
        else if (upcaster.InputType is not null)
        {
            Take(shape, upcaster, upcaster.FromEvent(@event, metadata), steps + 1);
        }
        else
        {
            Follow(shape, Write(descriptor, @event, from), from, steps + 1);
        }
    }

    private void TakeCurrent(object @event, EventUpcaster from)
    {
        if (@event is null) throw Failure(from, "it has given null in place of an event.");
        _current.Add(@event);
    }

    private object ReadByType(StoredShape shape, ReadOnlySpan<byte> payload, EventUpcaster from, int steps)
    {
        try
        {
            return EventSerializer.Deserialize(shape.Descriptor!, payload, stream, version);
        }
        catch (SerializationException e) when (steps > 0)
        {
            // What is wrong is not what is stored, but what was made of it.
            throw Failure(from, $"version {shape.SchemaVersion} of '{shape.Name}' cannot be read from the JSON that it has given: {e.Problem}", e);
        }
    }

    private UpcastResults ReadByJson(EventUpcaster upcaster, ReadOnlySpan<byte> payload, EventUpcaster from, int steps)
    {
        try
        {
            return upcaster.FromJson(payload, metadata);
        }
        catch (Exception e) when (EventSerializer.AsSerialization(e, byteOffset: (e as JsonException)?.BytePositionInLine ?? 0) is { } cause)
        {
            throw steps == 0
                ? SerializationException.Reading(cause, stored.Name, stored.SchemaVersion, stream, version)
                : Failure(from, $"the upcaster {upcaster} cannot read the JSON that it has given: {cause.Problem}", e);
        }
    }

    private static ReadOnlySpan<byte> Write(JsonObject json)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer)) json.WriteTo(writer);
        return buffer.WrittenSpan;
    }

    private ReadOnlySpan<byte> Write(EventDescriptor descriptor, object @event, EventUpcaster from)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        try
        {
            using var writer = new Utf8JsonWriter(buffer);
            descriptor.Write(writer, @event);
        }
        catch (Exception e) when (EventSerializer.AsSerialization(e, byteOffset: -1) is { } cause)
        {
            throw Failure(from, $"the {@event.GetType()} that it has given cannot be written as JSON for the upcaster that follows: {cause.Message}", e);
        }

        return buffer.WrittenSpan;
    }

    private UpcastException Failure(EventUpcaster upcaster, string problem, Exception? cause = null) =>
        new(problem, upcaster.Method, stored.Name, stored.SchemaVersion, stream, version, cause);
}
