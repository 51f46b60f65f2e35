namespace EventSourcing.Generators.Tests.Lock;

/// <summary>At least one case for each row of the table.</summary>
internal static class CompatibilityCases
{
    private const string Status = "public enum Status { Open, Closed }";
    private const string ByName = "[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<Status>))] ";

    public static IReadOnlyList<CompatibilityCase> All { get; } =
    [
        new(
            "type or namespace renamed, members in another order, class for struct, another collection",
            Event("IReadOnlyList<Line> Lines, int Count, int[] Codes, Dictionary<string, int> Sums", "[new Line(1, null)], 2, [3], new() { [\"a\"] = 4 }") + "public sealed record Line(int A, Line? Next);",
            Event("IReadOnlyDictionary<string, int> Sums, int Count, System.Collections.Immutable.ImmutableArray<Other.Item> Lines, HashSet<int> Codes", "new Dictionary<string, int>(), 2, [new Other.Item { A = 1 }], [3]")
                + "namespace Other { public sealed record Item { public Item? Next { get; init; } public required int A { get; init; } } }"),
        new(
            "computed or ignored member added or removed",
            Event("int Net, int Tax", "1, 2") + "public partial record Thing { public int Gross => Net + Tax; }",
            Event("int Net, int Tax", "1, 2") + "public partial record Thing { public bool IsFree => Net == 0; [System.Text.Json.Serialization.JsonIgnore] public int Cache { get; init; } }"),
        new("new event", "", Event("int A", "1")),
        new("event renamed, with its old name as an alias", Event("int A", "1"), "[DomainEvent(Aliases = [\"thing\"])] public sealed record Deed(int A);" + Sample("new Deed(1)"), "Deed { A = 1 }"),
        new(
            "new version, with an upcaster from the old one",
            Event("int A", "1"),
            """
            [DomainEvent("thing", Version = 2)] public sealed record Thing(int A, string Currency);
            [DomainEvent("thing", Version = 1)] public sealed record ThingV1(int A);
            internal static class Upcasters { [Upcasts] internal static Thing Upcast(ThingV1 old) => new(old.A, "EUR"); }
            """ + Sample("new Thing(1, \"USD\")")),
        new("optional member added, with a default", Event("int A", "1"), Event("int A, string Currency = \"EUR\", int? B = null", "1, \"USD\", 2"), "Thing { A = 1, Currency = EUR, B =  }"),
        new("optional member added, with a default", Event("int A", "1"), Event("int A", "1") + "public partial record Thing { public string[] Tags { get; init; } = []; public int B { get; init; } = 7; }", "B = 7"),
        new("optional member added, without a default", Event("int A", "1"), Event("int A", "1") + "public partial record Thing { public string? Note { get; init; } }", "Thing { A = 1, Note =  }"),
        new(
            "optional member added, without a default",
            Event("Line Line", "new Line(1)") + "public sealed record Line(int A);",
            Event("Line Line", "new Line(1)") + "public sealed record Line(int A) { public int B { get; init; } }"),
        new("optional member added, without a default", Event("int A", "1"), Event("int A, string? B", "1, \"x\""), "Thing { A = 1, B =  }"),
        new("required member made optional", Event("int A, string B", "1, \"x\""), Event("int A, string B = \"y\"", "1"), "Thing { A = 1, B = x }"),
        new("`null` allowed", Event("int A, string B, Line C", "1, \"x\", new Line(2)") + Line, Event("int? A, string? B, Line? C", "null, null, null") + Line, "Thing { A = 1, B = x, C = Line { A = 2 } }"),
        new("number made a wider one", Event("int A, int[] B, byte C, uint D", "-5, [int.MaxValue], 255, uint.MaxValue"), Event("long A, decimal[] B, short C, long D", "long.MaxValue, [1.5m], -1, -1"), "Thing { A = -5, B = System.Decimal[], C = 255, D = 4294967295 }"),
        new("number made a wider one", Event("float A, int B, ushort C, ulong D", "1.5f, 3, 4, ulong.MaxValue"), Event("double A, double B, float C, decimal D", "1e300, 0.5, 0.5f, -1"), "Thing { A = 1.5, B = 3, C = 4, D = 18446744073709551615 }"),
        new("number made a wider one", Event("long A, ulong B, sbyte C", "long.MinValue, ulong.MaxValue, -128"), Event("Int128 A, UInt128 B, Half C", "Int128.MaxValue, UInt128.MaxValue, (Half)0.5"), "A = -9223372036854775808, B = 18446744073709551615, C = -128"),
        new("number made a wider one", Event("Status A", "Status.Closed") + "public enum Status : byte { Open, Closed }", Event("Status A", "(Status)999") + "public enum Status : short { Open, Closed }", "Thing { A = Closed }"),
        new("text of a special form made `string`", Event("Guid A, DateOnly B, char C, Uri D, DateTimeOffset E, TimeSpan F, byte[] G, Version H", "Guid.Empty, new DateOnly(2026, 1, 2), 'c', new Uri(\"https://a/\"), DateTimeOffset.UnixEpoch, TimeSpan.Zero, [1], new Version(1, 2)"),
            Event("string A, string B, string C, string D, string E, string F, string G, string H", "\"a\", \"b\", \"cc\", \"d\", \"e\", \"f\", \"g\", \"h\""), "A = 00000000-0000-0000-0000-000000000000, B = 2026-01-02, C = c, D = https://a/"),
        new("text of a special form made `string`", Event("Dictionary<Guid, int> A, Dictionary<Status, int> B", "new() { [Guid.Empty] = 1 }, new() { [Status.Closed] = 2 }") + Status, Event("Dictionary<string, int> A, Dictionary<string, int> B", "new() { [\"a\"] = 1 }, new() { [\"b\"] = 1 }")),
        new("enum stored as a number made an integer", Event("Status A", "Status.Closed") + Status, Event("long A", "1"), "Thing { A = 1 }"),
        new("value made `JsonElement`", Event("int A, Line? B, string[] C", "1, null, [\"x\"]") + Line, Event("System.Text.Json.JsonElement A, System.Text.Json.JsonElement? B, System.Text.Json.JsonElement C", "E(\"{}\"), E(\"1\"), E(\"2\")") + "public partial record Thing { public static System.Text.Json.JsonElement E(string json) => System.Text.Json.JsonDocument.Parse(json).RootElement; }", "Thing { A = 1, B = , C = [\"x\"] }"),
        new("enum member added, stored as a number", Event("Status A", "Status.Closed") + Status, Event("Status A", "Status.Lost") + "public enum Status { Open, Closed, Lost }", "Thing { A = Closed }"),
        new("enum member added, stored by name", Event("Status A", "Status.Closed") + ByName + Status, Event("Status A", "Status.Lost") + ByName + "public enum Status { Lost, Closed, Open }", "Thing { A = Closed }"),
        new("enum member renamed, stored as a number", Event("Status A", "Status.Closed") + Status, Event("Status A", "Status.Ended") + "public enum Status { Open, Ended }", "Thing { A = Ended }"),
        new("default made a computed one", Event("int A", "1") + "public partial record Thing { public string B { get; init; } = \"x\"; }", Event("int A", "1") + "public partial record Thing { public string B { get; init; } = X; public const string X = \"x\"; }", "B = x"),

        new("type of a value wrapped in one with `[EventValue]`, or unwrapped", Event("int A, Dictionary<Guid, int> B", "1, new() { [Guid.Empty] = 2 }"), Event("Id A, Dictionary<Key, int> B", "new Id(1), new() { [new Key(Guid.Empty)] = 2 }") + "[EventSourcing.EventValue] public readonly record struct Id(int Value); [EventSourcing.EventValue] public readonly record struct Key(Guid Value);", "Id { Value = 1 }"),
        new("derived type added", Event("Way A", "new Card(1)") + Way, Event("Way A", "new Cash(2)") + "[System.Text.Json.Serialization.JsonDerivedType(typeof(Cash), \"cash\")] " + Way + "public sealed record Cash(int C) : Way;", "Card { B = 1 }"),
        new("derived types declared of a type that is no longer the only one", Event("Line A", "new Line(1)") + "public record Line(int A);", Event("Line A", "new Long(1, 2)") + "[System.Text.Json.Serialization.JsonDerivedType(typeof(Long), \"long\")] public record Line(int A); public sealed record Long(int A, int B) : Line(A);", "Line { A = 1 }"),

        new("derived type removed, or its discriminator changed", Event("Way A", "new Card(1)") + "[System.Text.Json.Serialization.JsonDerivedType(typeof(Cash), \"cash\")] " + Way + "public sealed record Cash(int C) : Way;", Event("Way A", "new Card(1)") + Way),
        new("derived type removed, or its discriminator changed", Event("Way A", "new Card(1)") + Way, Event("Way A", "new Card(1)") + Way.Replace("\"card\"", "1", StringComparison.Ordinal)),
        new("derived type removed, or its discriminator changed", Event("Way A", "new Card(1)") + Way, Event("Way A", "new Card(1)") + "[System.Text.Json.Serialization.JsonPolymorphic(TypeDiscriminatorPropertyName = \"kind\")] " + Way),
        new("member removed", Event("Way A", "new Card(1)") + Way, Event("Way A", "new Card()") + Way.Replace("int B", "", StringComparison.Ordinal)),
        new("number made a wider one", Event("[property: System.Text.Json.Serialization.JsonNumberHandling(@@)] int A, int B", "1, 2").Replace("@@", Handling, StringComparison.Ordinal), Event("[property: System.Text.Json.Serialization.JsonNumberHandling(@@)] long A, [property: System.Text.Json.Serialization.JsonNumberHandling(@@)] long B", "long.MaxValue, 2").Replace("@@", Handling, StringComparison.Ordinal), "Thing { A = 1, B = 2 }"),
        new("event removed, or renamed without an alias", Event("int A", "1"), "public sealed record Deed(string B);"),
        new("event removed, or renamed without an alias", Event("int A", "1"), "[DomainEvent] public sealed record Deed(int A);"),
        new("alias removed", Event("int A", "1").Replace("[DomainEvent]", "[DomainEvent(Aliases = [\"deed\"])]", StringComparison.Ordinal), Event("int A", "1")),
        new("version raised without an upcaster from each recorded one, or lowered", Event("int A", "1"), Event("int A", "1").Replace("[DomainEvent]", "[DomainEvent(Version = 2)]", StringComparison.Ordinal)),
        new("version raised without an upcaster from each recorded one, or lowered", Event("int A", "1").Replace("[DomainEvent]", "[DomainEvent(Version = 2)]", StringComparison.Ordinal), Event("int A", "1")),
        new("member removed", Event("int A, int B", "1, 2"), Event("int A", "1")),
        new("member removed", Event("Line A", "new Line(1)") + Line, Event("Line A", "new Line()") + "public sealed record Line;"),
        new("member renamed", Event("int A, string B", "1, \"x\""), Event("int A, string C", "1, \"x\"")),
        new("member renamed", Event("int A", "1"), Event("int A", "1").Replace("int A", "[property: System.Text.Json.Serialization.JsonPropertyName(\"b\")] int A", StringComparison.Ordinal)),
        new("required member added", Event("int A", "1"), Event("int A, string B", "1, \"x\"")),
        new("required member added", Event("int A", "1"), Event("int A", "1").Replace("new Thing(1)", "new Thing(1) { B = 2 }", StringComparison.Ordinal) + "public partial record Thing { public required int B { get; init; } }"),
        new("optional member made required", Event("int A = 1", "1"), Event("int A", "1")),
        new("`null` refused", Event("string? A", "null"), Event("string A", "\"x\"")),
        new("`null` refused", Event("int?[] A", "[null]"), Event("int[] A", "[1]")),
        new("type changed in any other way", Event("long A", "1"), Event("int A", "1")),
        new("type changed in any other way", Event("int A", "1"), Event("string A", "\"x\"")),
        new("type changed in any other way", Event("int A", "1"), Event("int[] A", "[1]")),
        new("type changed in any other way", Event("decimal A", "1"), Event("double A", "1")),
        new("type changed in any other way", Event("double A", "1"), Event("decimal A", "1")),
        new("type changed in any other way", Event("int A", "1"), Event("float A", "1")),
        new("type changed in any other way", Event("long A", "1"), Event("double A", "1")),
        new("type changed in any other way", Event("DateOnly A", "new DateOnly(2026, 1, 2)"), Event("DateTime A", "DateTime.UnixEpoch")),
        new("type changed in any other way", Event("DateTime A", "DateTime.UnixEpoch"), Event("DateTimeOffset A", "DateTimeOffset.UnixEpoch")),
        new("type changed in any other way", Event("string A", "\"x\""), Event("Guid A", "Guid.Empty")),
        new("type changed in any other way", Event("Line A", "new Line(1)") + Line, Event("int A", "1")),
        new("type changed in any other way", Event("Line A", "new Line(1)") + Line, Event("Dictionary<string, int> A", "new()")),
        new("type changed in any other way", Event("Status A", "Status.Open") + "public enum Status : long { Open }", Event("Status A", "Status.Open") + "public enum Status { Open }"),
        new("integer made an enum", Event("int A", "1"), Event("Status A", "Status.Open") + Status),
        new("another kind of key", Event("Dictionary<string, int> A", "new()"), Event("Dictionary<Guid, int> A", "new()")),
        new("another kind of key", Event("Dictionary<int, int> A", "new()"), Event("Dictionary<Status, int> A", "new()") + Status),
        new("enum member removed", Event("Status A", "Status.Open") + Status, Event("Status A", "Status.Open") + "public enum Status { Open }"),
        new("enum member given another number, stored as a number", Event("Status A", "Status.Open") + Status, Event("Status A", "Status.Open") + "public enum Status { Closed, Open }"),
        new("enum member renamed, stored by name or as a key", Event("Status A", "Status.Open") + ByName + Status, Event("Status A", "Status.Open") + ByName + "public enum Status { Open, Ended }"),
        new("enum member renamed, stored by name or as a key", Event("Dictionary<Status, int> A", "new()") + Status, Event("Dictionary<Status, int> A", "new()") + "public enum Status { Open, Ended }"),
        new("enum stored by name instead of by number, or the other way", Event("Status A", "Status.Open") + Status, Event("Status A", "Status.Open") + ByName + Status),
        new("enum stored by name instead of by number, or the other way", Event("Status A", "Status.Open") + ByName + Status, Event("Status A", "Status.Open") + Status),
        new("default changed", Event("int A, string B = \"x\"", "1"), Event("int A, string B = \"y\"", "1")),
        new("default changed", Event("int A", "1") + "public partial record Thing { public int B { get; init; } }", Event("int A", "1") + "public partial record Thing { public int B { get; init; } = 1; }"),
        new("another converter, or none, or one where there was none", Event("Line A", "new Line(1)") + Converted("First") + Converter("First"), Event("Line A", "new Line(1)") + Converted("Second") + Converter("Second")),
        new("another converter, or none, or one where there was none", Event("Line A", "new Line(1)") + Line, Event("Line A", "new Line(1)") + Converted("First") + Converter("First")),
        new("another converter, or none, or one where there was none", Event("Line A", "new Line(1)") + Converted("First") + Converter("First"), Event("Line A", "new Line(1)") + Line),
    ];

    private const string Way = "[System.Text.Json.Serialization.JsonDerivedType(typeof(Card), \"card\")] public abstract record Way; public sealed record Card(int B) : Way;";
    private const string Handling = "System.Text.Json.Serialization.JsonNumberHandling.AllowReadingFromString | System.Text.Json.Serialization.JsonNumberHandling.WriteAsString";

    private const string Line = "public sealed record Line(int A);";

    private static string Event(string parameters, string arguments) => $"[DomainEvent] public sealed partial record Thing({parameters});" + Sample($"new Thing({arguments})").Replace("E(", "Thing.E(", StringComparison.Ordinal);

    private static string Sample(string made) => $"public static class Sample {{ public static object Make() => {made}; }}";

    private static string Converted(string converter) => $"[System.Text.Json.Serialization.JsonConverter(typeof({converter}))] public sealed record Line(int A);";

    private static string Converter(string name) => $$"""
        public sealed class {{name}} : System.Text.Json.Serialization.JsonConverter<Line>
        {
            public override Line? Read(ref System.Text.Json.Utf8JsonReader reader, Type type, System.Text.Json.JsonSerializerOptions options) => new(reader.GetInt32());
            public override void Write(System.Text.Json.Utf8JsonWriter writer, Line value, System.Text.Json.JsonSerializerOptions options) => writer.WriteNumberValue(value.A);
        }
        """;
}
