using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EventSourcing;

namespace Banking.Json;

/// <summary>System.Text.Json has no form for these; they are text.</summary>
[DomainEvent]
public sealed record TextualNoted(BigInteger Big, BigInteger? MaybeBig, IPAddress Address, IPAddress? MaybeAddress, IPEndPoint EndPoint, IPNetwork Network, Rune Rune, IReadOnlyList<Rune?> Runes);

[DomainEvent]
public sealed record NodesNoted(JsonNode Node, JsonNode? MaybeNode, JsonObject Object, JsonArray Array, JsonValue Value, JsonValue? MaybeValue, JsonDocument Document, IReadOnlyList<JsonNode?> Many);

[DomainEvent]
public sealed record QueuesNoted(
    Stack<int> Stack, ImmutableStack<int> ImmutableStack, ImmutableQueue<string> ImmutableQueue, ConcurrentQueue<int> ConcurrentQueue, ConcurrentStack<int> ConcurrentStack,
    LinkedList<int> LinkedList, ObservableCollection<int> Observable, Memory<int> Memory, ReadOnlyMemory<Money> ReadOnlyMemory, Stack<Stack<int>> Nested, IImmutableQueue<int> IQueue, IImmutableStack<int> IStack);

[DomainEvent]
public sealed record MapsNoted(
    SortedList<string, int> SortedList, ConcurrentDictionary<string, int> Concurrent, OrderedDictionary<string, int> Ordered, KeyValuePair<string, Money> Pair,
    IReadOnlyList<KeyValuePair<int, string?>> Pairs, KeyValuePair<string, int>? MaybePair, Dictionary<string, Dictionary<int, List<Dictionary<Guid, int?>>>> Deep);

[DomainEvent]
public sealed record SetsNoted(ReadOnlySet<int> ReadOnly, ConcurrentBag<int> Bag);

public sealed class Paged<T>
{
    public T? First { get; private set; }

    public IReadOnlyList<T> Items { get; init; } = [];

    public required string Name { get; init; }

    public static Paged<T> Of(string name, T? first, params IReadOnlyList<T> items) => new() { Name = name, First = first, Items = items };
}

public readonly record struct Pair<TLeft, TRight>(TLeft Left)
    where TLeft : notnull
    where TRight : class
{
    public TRight? Right { get; init; }

    public int Weight { get; init; } = 3;
}

public static class Outer<TOuter>
    where TOuter : struct
{
    public sealed record Inner<T>
        where T : IComparable<T>
    {
        [JsonConstructor]
        private Inner(TOuter outer, T inner) => (Outer, InnerValue) = (outer, inner);

        private Inner(T inner) => InnerValue = inner;

        public TOuter Outer { get; }

        [JsonPropertyName("inner")]
        public T InnerValue { get; init; }

        public required int Must { get; init; }

        public static Inner<T> Of(TOuter outer, T inner, int must) => new(outer, inner) { Must = must };
    }
}

public sealed class Concealed<T>
{
    [JsonConstructor]
    private Concealed(IReadOnlyList<T> values, T? best) => (Values, Best) = (values, best);

    public IReadOnlyList<T> Values { get; }

    public T? Best { get; }

    public required T Must { get; init; }

    public static Concealed<T> Of(T must, T? best, params IReadOnlyList<T> values) => new(values, best) { Must = must };
}

[DomainEvent]
public sealed record GenericsNoted(Paged<Money> Moneys, Paged<int> Ints, Paged<string?> Texts, Pair<int, string> Pair, Concealed<string> Concealed, Concealed<Point> Points);

[DomainEvent]
public sealed record NumberTextsNoted(
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] long Long,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] decimal? Money,
    [property: JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)] double Real,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals)] IReadOnlyList<float> Floats,
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] int Lenient,
    NumberBox Box);

[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record NumberBox(
    sbyte A, byte B, short C, ushort D, int E, uint F, ulong G, Int128 H, UInt128 I, Half J, double K, float L, decimal M, int?[] Many, Dictionary<string, decimal> ByName, string Text, Point Point,
    [property: JsonNumberHandling(JsonNumberHandling.Strict)] int Strict);

[DomainEvent]
public sealed record ExtensionNoted(string Known)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

[DomainEvent]
public sealed record NodeExtensionNoted(int Known, NodeExtensionNoted.Inner Nested)
{
    [JsonExtensionData]
    public JsonObject? More { get; init; }

    public sealed record Inner([property: JsonExtensionData] IReadOnlyDictionary<string, JsonElement> Rest, int A = 1);
}

[DomainEvent]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StrictNoted(int A, string? B = null);

[DomainEvent]
public sealed record OneWayNoted(
    int Both,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)] int OnlyRead = 7,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenReading)] int OnlyWritten = 8)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string Text { get; init; } = "t";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenReading)]
    public string Seen { get; init; } = "s";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int Always { get; set; }
}

[DomainEvent]
public sealed record AbsentNoted(string Text, string? Maybe, int Number, int? MaybeNumber, Money? Money, IReadOnlyList<int>? List, string? Default = "d")
{
    public string? Kept { get; init; } = "kept";

    public required string? Required { get; init; }

    [JsonRequired]
    public int? Demanded { get; init; }
}
