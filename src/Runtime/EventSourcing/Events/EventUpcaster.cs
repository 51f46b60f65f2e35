using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventSourcing;

/// <summary>What a program knows of one upcaster: what it takes, what it gives, and how it is called.</summary>
/// <remarks>Emitted by the source generator for each method with <see cref="UpcastsAttribute"/>; programs that put a catalog together by hand make their own.</remarks>
public abstract class EventUpcaster
{
    private protected EventUpcaster(string method, Type? inputType, string? name, int version, IReadOnlyList<Type>? results, int to)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        ArgumentOutOfRangeException.ThrowIfNegative(to);
        if (results is null == (to == 0)) throw new ArgumentException($"The upcaster {method} gives either events or the JSON of another version: name the types of the events, or the version.", nameof(results));
        Method = method;
        InputType = inputType;
        Name = name;
        Version = version;
        Results = results is null ? [] : [.. results];
        To = to;
    }

    /// <summary>The method, as errors name it.</summary>
    public string Method { get; }

    /// <summary>The event type that it takes; <see langword="null"/> where it takes JSON.</summary>
    public Type? InputType { get; }

    /// <summary>The stored name, or a former one, of the JSON that it takes; <see langword="null"/> where it takes an event type.</summary>
    public string? Name { get; }

    /// <summary>The stored version of the JSON that it takes; 0 where it takes an event type.</summary>
    public int Version { get; }

    /// <summary>The types that it gives: events, and base types and interfaces of events; empty where it gives JSON.</summary>
    public IReadOnlyList<Type> Results { get; }

    /// <summary>The version of the same name whose JSON it gives; 0 where it gives events.</summary>
    public int To { get; }

    /// <summary>An upcaster of an event type.</summary>
    /// <typeparam name="TOld">The type that it takes; the catalog lists it.</typeparam>
    /// <param name="method">The method, as errors name it.</param>
    /// <param name="upcast">Calls it, and gives on what it returns.</param>
    /// <param name="results">The types that it gives; <see langword="null"/> where it gives JSON.</param>
    /// <param name="to">The version of the same name whose JSON it gives; 0 where it gives events.</param>
    /// <returns>The upcaster.</returns>
    /// <exception cref="ArgumentException"><paramref name="method"/> is blank, or there are both <paramref name="results"/> and <paramref name="to"/>, or neither.</exception>
    public static EventUpcaster FromEvent<TOld>(string method, Action<TOld, EventMetadata, UpcastResults> upcast, IReadOnlyList<Type>? results = null, int to = 0)
        where TOld : notnull => new Of<TOld>(method, typeof(TOld), null, 0, Parsing.None<TOld>, upcast, results, to);

    /// <summary>An upcaster of JSON.</summary>
    /// <param name="name">The stored name, or a former one.</param>
    /// <param name="version">The stored version, from 1.</param>
    /// <param name="method">The method, as errors name it.</param>
    /// <param name="upcast">Calls it, and gives on what it returns.</param>
    /// <param name="results">The types that it gives; <see langword="null"/> where it gives JSON.</param>
    /// <param name="to">The version of the same name whose JSON it gives; 0 where it gives events.</param>
    /// <returns>The upcaster.</returns>
    /// <exception cref="ArgumentException">A text is blank, or there are both <paramref name="results"/> and <paramref name="to"/>, or neither.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="version"/> is less than 1.</exception>
    public static EventUpcaster FromJsonObject(
        string name, int version, string method, Action<JsonObject, EventMetadata, UpcastResults> upcast, IReadOnlyList<Type>? results = null, int to = 0)
    {
        RequireShape(name, version);
        return new Of<JsonObject>(method, null, name, version, Parsing.Object, upcast, results, to);
    }

    /// <inheritdoc cref="FromJsonObject"/>
    public static EventUpcaster FromJsonElement(
        string name, int version, string method, Action<JsonElement, EventMetadata, UpcastResults> upcast, IReadOnlyList<Type>? results = null, int to = 0)
    {
        RequireShape(name, version);
        return new Of<JsonElement>(method, null, name, version, Parsing.Element, upcast, results, to);
    }

    /// <summary>Upcasts an event of <see cref="InputType"/>.</summary>
    internal abstract UpcastResults FromEvent(object @event, EventMetadata metadata);

    /// <summary>Upcasts JSON.</summary>
    /// <exception cref="SerializationException">It is not an object.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    internal abstract UpcastResults FromJson(ReadOnlySpan<byte> payload, EventMetadata metadata);

    /// <inheritdoc/>
    public override string ToString() => Method;

    private static void RequireShape(string name, int version)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
    }

    private delegate TInput Parse<out TInput>(ReadOnlySpan<byte> payload);

    private sealed class Of<TInput>(
        string method,
        Type? inputType,
        string? name,
        int version,
        Parse<TInput> parse,
        Action<TInput, EventMetadata, UpcastResults> upcast,
        IReadOnlyList<Type>? results,
        int to) : EventUpcaster(method, inputType, name, version, results, to)
    {
        private readonly Action<TInput, EventMetadata, UpcastResults> _upcast = upcast ?? throw new ArgumentNullException(nameof(upcast));

        internal override UpcastResults FromEvent(object @event, EventMetadata metadata) => Call((TInput)@event, metadata);

        internal override UpcastResults FromJson(ReadOnlySpan<byte> payload, EventMetadata metadata) => Call(parse(payload), metadata);

        private UpcastResults Call(TInput input, EventMetadata metadata)
        {
            var taken = new UpcastResults();
            try
            {
                _upcast(input, metadata, taken);
            }
#pragma warning disable CA1031 // Whatever the user's method throws is reported with the event that it was called for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                taken.Fault = e;
            }

            return taken;
        }
    }

    private static class Parsing
    {
        public static TInput None<TInput>(ReadOnlySpan<byte> payload) => throw new InvalidOperationException("An upcaster of an event type takes no JSON.");

        public static JsonObject Object(ReadOnlySpan<byte> payload) => JsonNode.Parse(payload) as JsonObject ?? throw new SerializationException("It is no JSON object, which its upcaster takes.", "", 0);

        public static JsonElement Element(ReadOnlySpan<byte> payload) => JsonElement.Parse(payload);
    }
}
