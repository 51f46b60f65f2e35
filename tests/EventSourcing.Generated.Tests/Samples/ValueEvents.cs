using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventSourcing;

namespace Banking.Json;

/// <summary>A strongly typed id that is an object in JSON, and a text as a key.</summary>
public readonly record struct OrderId(Guid Value) : IParsable<OrderId>
{
    public static OrderId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OrderId result)
    {
        var isGuid = Guid.TryParse(s, out var value);
        result = new(value);
        return isGuid;
    }

    public override string ToString() => Value.ToString();
}

/// <summary>A class with a formattable text.</summary>
public sealed record Sku(string Code, int Revision) : IParsable<Sku>, IFormattable
{
    public static Sku Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var sku) ? sku : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Sku result)
    {
        result = null;
        var at = s?.LastIndexOf('/') ?? -1;
        if (at < 0 || !int.TryParse(s.AsSpan(at + 1), NumberStyles.AllowLeadingSign, provider, out var revision)) return false;
        result = new Sku(s![..at], revision);
        return true;
    }

    public string ToString(string? format, IFormatProvider? formatProvider) => string.Create(formatProvider, $"{Code}/{Revision}");
}

/// <summary>Ids that are their only value.</summary>
[EventValue]
public readonly record struct CustomerId(Guid Value)
{
    public bool IsEmpty => Value == Guid.Empty;
}

[EventValue]
public sealed record Email(string Address);

[EventValue]
public readonly struct Percent
{
    public Percent(decimal value) => Value = value;

    public decimal Value { get; }
}

[EventValue]
public sealed class Ticket
{
    [JsonConstructor]
    private Ticket(int number) => Number = number;

    public int Number { get; }

    public static Ticket Of(int number) => new(number);
}

/// <summary>The value of a value.</summary>
[EventValue]
public readonly record struct Owner(CustomerId Id);

[EventValue]
public sealed record Tone(Color Color);

[EventValue]
public sealed record Path(IReadOnlyList<string> Parts);

[EventValue]
public sealed record Id<T>(long Number);

[EventValue]
public sealed class Rate
{
    public double Value { get; init; }
}

[DomainEvent]
public sealed record ValuesNoted(
    CustomerId Customer, CustomerId? Maybe, Email Email, Email? Other, Percent Percent, Ticket Ticket, Owner Owner, Tone Tone, Path Path, Id<Point> Id, Rate Rate,
    IReadOnlyList<CustomerId> Many, IReadOnlyList<Email?> Emails);

[DomainEvent]
public sealed record ValueKeysNoted(
    IReadOnlyDictionary<CustomerId, int> ByCustomer, IReadOnlyDictionary<Email, int> ByEmail, IReadOnlyDictionary<Percent, int> ByPercent, Dictionary<Owner, Email> ByOwner,
    Dictionary<Tone, int> ByTone, Dictionary<Id<Point>, int> ById, Dictionary<OrderId, Money> ByOrder, Dictionary<Sku, int> BySku,
    Dictionary<Mood, int> ByMood, Dictionary<VogenLike, int> ByVogen, Dictionary<System.Numerics.BigInteger, int> ByBig, Dictionary<System.Net.IPAddress, int> ByAddress,
    Dictionary<char, int> ByChar, Dictionary<Uri, int> ByUri, Dictionary<double, int> ByReal, Dictionary<DateTimeOffset, int> ByInstant);

/// <summary>As libraries for strongly typed ids emit it.</summary>
[JsonConverter(typeof(VogenLikeConverter))]
public readonly struct VogenLike : IEquatable<VogenLike>
{
    private VogenLike(int value) => Value = value;

    public int Value { get; }

    public static VogenLike From(int value) => new(value);

    public bool Equals(VogenLike other) => Value == other.Value;

    public override bool Equals(object? obj) => obj is VogenLike other && Equals(other);

    public override int GetHashCode() => Value;

    public sealed class VogenLikeConverter : JsonConverter<VogenLike>
    {
        public override VogenLike Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            From(JsonSerializer.Deserialize(ref reader, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<int>)options.GetTypeInfo(typeof(int))));

        public override void Write(Utf8JsonWriter writer, VogenLike value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<int>)options.GetTypeInfo(typeof(int)));

        public override VogenLike ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            From(int.Parse(reader.GetString()!, CultureInfo.InvariantCulture));

        public override void WriteAsPropertyName(Utf8JsonWriter writer, VogenLike value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.Value.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>A converter for any box, and a factory for it.</summary>
[JsonConverter(typeof(BoxConverter<>))]
public sealed record Box<T>(T Content);

public sealed class BoxConverter<T> : JsonConverter<Box<T>>
{
    public override Box<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize(ref reader, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)))!);

    public override void Write(Utf8JsonWriter writer, Box<T> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Content, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
}

[JsonConverter(typeof(Wrapped<>.Converter))]
public readonly record struct Wrapped<T>(T Content)
{
    public sealed class Converter : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(Wrapped<int>);

        public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) => new OfInt();
    }

    private sealed class OfInt : JsonConverter<Wrapped<int>>
    {
        public override Wrapped<int> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

        public override void Write(Utf8JsonWriter writer, Wrapped<int> value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Content);
    }
}

[JsonConverter(typeof(ShoutingConverter))]
public enum Noise
{
    Low,
    High,
}

public sealed class ShoutingConverter() : JsonStringEnumConverter<Noise>(JsonNamingPolicy.SnakeCaseUpper);

public sealed class MaybeConverter : JsonConverter<int?>
{
    public override bool HandleNull => true;

    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? null : reader.GetInt32();

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
    {
        if (value is { } number) writer.WriteNumberValue(number);
        else writer.WriteStringValue("none");
    }
}

[DomainEvent]
public sealed record ConvertersNoted(
    VogenLike Vogen, VogenLike? MaybeVogen, Noise Noise, [property: JsonConverter(typeof(MaybeConverter))] int? Number,
    IReadOnlyDictionary<Noise, Noise?> Noises, [property: JsonConverter(typeof(JsonNumberEnumConverter<Mood>))] Mood Mood);

/// <summary>System.Text.Json knows no open converters.</summary>
[DomainEvent]
public sealed record BoxesNoted(Box<int> Int, Box<string>? Text, IReadOnlyList<Box<Guid>> Many, Wrapped<int> Wrapped);

/// <summary>An event that its own converter writes.</summary>
[DomainEvent]
[JsonConverter(typeof(OwnNotedConverter))]
public sealed record OwnNoted(int A, int B);

public sealed class OwnNotedConverter : JsonConverter<OwnNoted>
{
    public override OwnNoted Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parts = reader.GetString()!.Split('-');
        return new(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public override void Write(Utf8JsonWriter writer, OwnNoted value, JsonSerializerOptions options) => writer.WriteStringValue($"{value.A}-{value.B}");
}
