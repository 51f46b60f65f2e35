using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventSourcing;

namespace Banking.Json;

public enum Color
{
    Red,
    Green,
    Blue = 7,
}

[Flags]
public enum Rights : long
{
    None,
    Read = 1,
    Write = 2,
    All = long.MaxValue,
}

[JsonConverter(typeof(JsonStringEnumConverter<Mood>))]
public enum Mood
{
    Calm,
    Busy,
}

[DomainEvent]
public sealed record NumbersNoted(
    bool Flag, sbyte I8, byte U8, short I16, ushort U16, int I32, uint U32, long I64, ulong U64, Int128 I128, UInt128 U128,
    float F32, double F64, Half F16, decimal Dec, char Character);

[DomainEvent]
public sealed record TextsNoted(string Text, string? Maybe, Guid Id, Uri Link, Uri? MaybeLink, Version Release, byte[] Bytes, byte[]? MaybeBytes, ReadOnlyMemory<byte> Memory);

[DomainEvent]
public sealed record TimesNoted(DateTimeOffset Instant, DateTime Utc, DateOnly Day, TimeOnly Time, TimeSpan Duration);

[DomainEvent]
public sealed record NullablesNoted(
    bool? Flag, int? Number, decimal? Money, double? Real, Guid? Id, DateTimeOffset? Instant, DateOnly? Day, TimeSpan? Duration, Color? Color, Mood? Mood, Point? Point, JsonElement? Raw);

[DomainEvent]
public sealed record EnumsNoted(Color Color, Rights Rights, Mood Mood, [property: JsonConverter(typeof(JsonStringEnumConverter))] Color Named);

public readonly record struct Point(int X, int Y);

public record struct MutablePoint
{
    public int X { get; set; }

    public int Y { get; init; }
}

public readonly struct Celsius
{
    public Celsius(double degrees) => Degrees = degrees;

    public double Degrees { get; }
}

public sealed record Money(decimal Amount, string Currency);

public sealed record Line(string Sku, int Quantity, Money Price, Money? Discount);

public sealed record Page<T>(IReadOnlyList<T> Items, T? Next, int Total);

[DomainEvent]
public sealed record OrderPlaced(
    Guid OrderId, Line First, IReadOnlyList<Line> Lines, Point Origin, MutablePoint Target, Page<string> Notes, Page<Money> Prices, Money? Tip);

[DomainEvent]
public sealed record ListsNoted(
    int[] Array, string?[] Texts, List<int> List, IList<string> IList, ICollection<int> ICollection, IEnumerable<int> IEnumerable, IReadOnlyList<Point> IReadOnlyList,
    IReadOnlyCollection<int?> Maybes, ImmutableArray<Money> ImmutableArray, ImmutableList<int> ImmutableList, HashSet<int> HashSet, ISet<string> ISet,
    SortedSet<int> SortedSet, ImmutableHashSet<int> ImmutableHashSet, ImmutableSortedSet<int> ImmutableSortedSet, Queue<int> Queue, Collection<int> Collection,
    int[][] Nested, IReadOnlyList<IReadOnlyList<Color>>? Deep, IReadOnlyList<Guid>? None);

[DomainEvent]
public sealed record DictionariesNoted(
    Dictionary<string, int> Plain, IReadOnlyDictionary<string, Money> ReadOnly, IDictionary<int, string?> ByInt, ImmutableDictionary<Guid, int> ByGuid,
    SortedDictionary<long, Point> Sorted, Dictionary<Color, decimal> ByColor, Dictionary<Rights, int> ByRights,
    ImmutableSortedDictionary<string, int> ImmutableSorted, IReadOnlyDictionary<string, IReadOnlyList<int>> Lists, Dictionary<DateOnly, int> ByDay, Dictionary<string, int>? None);

/// <summary>System.Text.Json writes these and cannot read them back.</summary>
[DomainEvent]
public sealed record FrozenNoted(
    Celsius Temperature, IReadOnlySet<int> ReadOnlySet, FrozenSet<int> Set, FrozenDictionary<string, string> Dictionary, ReadOnlyCollection<int> Collection, ReadOnlyDictionary<string, int> ReadOnly);

[DomainEvent]
public sealed record RawNoted(JsonElement Raw, IReadOnlyList<JsonElement> Many);

[DomainEvent]
public sealed class ClassNoted
{
    public required string Name { get; init; }

    public int Count { get; init; } = 18;

    public string Label { get; set; } = "none";

    public IReadOnlyList<int> Values { get; init; } = [1, 2];

    public int Doubled => Count * 2;

    public Money? Price { get; init; }
}

[DomainEvent]
public sealed record Renamed(
    [property: JsonPropertyName("the-name")] string Name,
    [property: JsonPropertyName("größe \"x\"")] int Size,
    [property: JsonIgnore] string Secret = "hidden",
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Score = 0)
{
    public string URLValue { get; init; } = "u";

    public int ID { get; init; }

    [JsonPropertyOrder(-1)]
    public string Early { get; init; } = "e";
}

[DomainEvent]
public sealed record DefaultsNoted(
    string Text = "a\"b\n", char Letter = '\'', int Number = -5, long Big = long.MinValue, decimal Money = 1.50m, double Real = 0.1, float Small = 1e-7f, Color Color = Color.Blue, Rights? Rights = Json.Rights.All,
    bool Flag = true, string? Nothing = null, Guid Id = default, int? Maybe = 3);

public abstract record Base(string Origin)
{
    public int Level { get; init; } = 1;

    public virtual string Kind { get; init; } = "base";
}

[DomainEvent]
public sealed record DerivedNoted(string Origin, int Extra) : Base(Origin)
{
    public override string Kind { get; init; } = "derived";

    public string Own { get; init; } = "own";
}

[DomainEvent]
public sealed class ConstructedNoted
{
    public ConstructedNoted(string first) => (First, Second) = (first, 0);

    [JsonConstructor]
    internal ConstructedNoted(string first, int second) => (First, Second) = (first, second);

    public string First { get; }

    public int Second { get; }
}

[DomainEvent]
public sealed class PrivatelyConstructedNoted
{
    [JsonConstructor]
    private PrivatelyConstructedNoted(string first) => First = first;

    public string First { get; }

    public required int Second { get; init; }

    public static PrivatelyConstructedNoted Of(string first, int second) => new(first) { Second = second };
}

[DomainEvent]
public readonly record struct StructNoted(int A, string B)
{
    public int C { get; init; } = 5;
}

public sealed class CelsiusConverter : JsonConverter<Celsius>
{
    public override Celsius Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(double.Parse(reader.GetString()!.TrimEnd('C'), System.Globalization.CultureInfo.InvariantCulture));

    public override void Write(Utf8JsonWriter writer, Celsius value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Degrees.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "C");
}

[JsonConverter(typeof(TagConverter))]
public sealed record Tag(string Value);

public sealed class TagConverter : JsonConverter<Tag>
{
    public override Tag Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Tag value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

[DomainEvent]
public sealed record ConvertedNoted(
    [property: JsonConverter(typeof(CelsiusConverter))] Celsius Temperature,
    [property: JsonConverter(typeof(CelsiusConverter))] Celsius? Maybe,
    Tag Tag, Tag? MaybeTag, IReadOnlyList<Tag> Tags, IReadOnlyDictionary<string, Tag> ByName);

public sealed record Node(string Name, IReadOnlyList<Node> Children);

[DomainEvent]
public sealed record TreeNoted(Node Root);

[DomainEvent]
public sealed record KeywordsNoted(string @class, int @event, bool @default, string reader, string writer, string value, int seen, string result)
{
    public string items { get; init; } = "";
}

[DomainEvent]
internal sealed record InternalNoted(Secret Secret)
{
    internal sealed record Nested(int A);

    public required Nested Inside { get; init; }
}

internal sealed record Secret(string Value);

[DomainEvent]
public sealed record NothingNoted;

[DomainEvent]
public sealed class FieldNoted
{
    [JsonInclude]
    public int Field;

    public string Property { get; private set; } = "p";

    [JsonRequired]
    public int Must { get; set; }

    public static FieldNoted Of(int field, string property, int must) => new() { Field = field, Property = property, Must = must };
}

[DomainEvent]
public sealed record WideNoted(
    int M01, int M02, string M03, int M04, int M05, int M06, int M07, int M08, int M09, int M10, int M11, int M12, int M13, int M14, int M15, int LongerName16,
    string? AnotherMember17 = null);

[DomainEvent]
public sealed record MoneyNoted(decimal Amount, string Currency);

[DomainEvent]
public sealed record ArraysNoted(IReadOnlyList<int> Empty, double[] Reals, ImmutableArray<Money> Prices);

public readonly record struct Label(string Text)
{
    public static implicit operator Label(string text) => new(text);

    public static implicit operator string(Label label) => label.Text;
}

/// <summary>Structs with conversions from classes: the null of these is no null of the struct.</summary>
[DomainEvent]
public sealed record ConvertiblesNoted(Label? Label, ReadOnlyMemory<byte>? Memory, IReadOnlyList<Label?> Labels, [property: JsonConverter(typeof(CelsiusConverter))] Celsius? Maybe);

/// <summary>Members whose names could meet those of what is emitted for others.</summary>
[DomainEvent]
public sealed record NamesNoted(
    bool Read, bool Write, IReadOnlyList<string> Name, IReadOnlyList<Point> Value, Mood Key, IReadOnlyDictionary<Color, int> KeyConverter, Mood KeyKey, IReadOnlyDictionary<Color, int> Item,
    int Instance, int FindMember, int Create, int Set, IReadOnlyList<IReadOnlyList<int>> ReadName, int Seen, int Missing0, int Name0);

[DomainEvent]
public sealed record RawTextsNoted(
    string? Maybe, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UnlessNull, IReadOnlyList<string?> Many, IReadOnlyDictionary<string, int> ByText);
