using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ModelAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Serialization;

[TestOf("ESG0401")]
public sealed class MemberTypeTests
{
    [TestCase("object")]
    [TestCase("dynamic")]
    [TestCase("int[,]")]
    [TestCase("System.IO.FileInfo")]
    [TestCase("System.Collections.Generic.Dictionary<Held, int>")]
    [TestCase("System.Collections.Generic.Dictionary<NoText, int>")]
    [TestCase("System.Collections.Generic.Dictionary<Named, int>")]
    [TestCase("System.Collections.Generic.Dictionary<int[], int>")]
    [TestCase("System.Collections.Generic.Dictionary<string, object>")]
    [TestCase("System.Collections.Generic.List<object>")]
    [TestCase("(int A, int B)")]
    [TestCase("System.Tuple<int, int>")]
    [TestCase("System.Type")]
    [TestCase("System.Globalization.CultureInfo")]
    [TestCase("nint")]
    [TestCase("System.ArraySegment<int>")]
    [TestCase("System.Collections.ArrayList")]
    [TestCase("OwnList")]
    public Task Reports_what_has_no_form_as_json(string type) => Verify.VerifyAsync($$"""
        using EventSourcing;
        using System.Text.Json.Serialization;
        public sealed record Held(int A);
        public sealed record NoText(int A) : System.IParsable<NoText>
        {
            public static NoText Parse(string s, System.IFormatProvider provider) => null;
            public static bool TryParse(string s, System.IFormatProvider provider, out NoText result) { result = null; return false; }
        }
        [JsonConverter(typeof(NamedConverter))] public sealed record Named(string A);
        public sealed class NamedConverter : JsonConverter<Named>
        {
            public override Named Read(ref System.Text.Json.Utf8JsonReader reader, System.Type type, System.Text.Json.JsonSerializerOptions options) => null;
            public override void Write(System.Text.Json.Utf8JsonWriter writer, Named value, System.Text.Json.JsonSerializerOptions options) { }
        }
        public sealed class OwnList : System.Collections.Generic.List<int> { }
        [DomainEvent] public sealed record OrderPlaced({{type}} {|ESG0401:Value|});
        """);

    [TestCase("int")]
    [TestCase("string?")]
    [TestCase("System.DateTimeOffset?")]
    [TestCase("byte[]")]
    [TestCase("Held?")]
    [TestCase("System.Collections.Generic.IReadOnlyList<Held>")]
    [TestCase("System.Collections.Generic.IReadOnlyDictionary<System.Guid, Held[]>")]
    [TestCase("System.Collections.Immutable.ImmutableArray<System.DayOfWeek>")]
    [TestCase("System.Text.Json.JsonElement")]
    [TestCase("System.Text.Json.Nodes.JsonNode?")]
    [TestCase("System.Numerics.BigInteger")]
    [TestCase("System.Net.IPAddress")]
    [TestCase("System.Half[]")]
    [TestCase("System.Collections.Generic.Stack<int>")]
    [TestCase("System.Collections.Frozen.FrozenSet<System.Int128>")]
    [TestCase("System.Collections.Generic.KeyValuePair<string, Held>")]
    [TestCase("System.Collections.Generic.IReadOnlyDictionary<Text, int>")]
    [TestCase("Page<Text?>")]
    public Task Accepts_what_has(string type) => Verify.VerifyAsync($$"""
        #nullable enable
        using EventSourcing;
        public sealed record Held(int A);
        public readonly struct Text : System.IParsable<Text>
        {
            public string Value { get; init; }
            public static Text Parse(string s, System.IFormatProvider? provider) => default;
            public static bool TryParse(string? s, System.IFormatProvider? provider, out Text result) { result = default; return false; }
            public override string ToString() => Value;
        }
        public sealed class Page<T> { public T? First { get; private set; } public int Number { get; init; } }
        [DomainEvent] public sealed record OrderPlaced({{type}} Value)
        {
            [System.Text.Json.Serialization.JsonIgnore] public object Ignored => Value!;
            public static object Shared { get; } = new();
            private object Hidden => Value!;
        }
        """);

    [Test]
    public Task Reports_converters_that_cannot_be_made_where_they_are_named() => Verify.VerifyAsync("""
        using System;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(
            [property: JsonConverter(typeof(OfInt))] string {|ESG0401:Other|},
            [property: JsonConverter(typeof(Hidden.OfText))] string {|ESG0401:Private|},
            [property: JsonConverter(typeof(Needs))] int {|ESG0401:Argument|},
            [property: JsonConverter(typeof(Base))] int {|ESG0401:Abstract|},
            [property: JsonConverter(typeof(string))] int {|ESG0401:None|},
            [property: JsonConverter(typeof(JsonStringEnumConverter))] int {|ESG0401:NoEnum|},
            [property: Computed] int {|ESG0401:Unnamed|},
            [property: JsonConverter(typeof(OfInt))] int Right,
            [property: JsonConverter(typeof(OfInt))] int? MaybeRight,
            [property: JsonConverter(typeof(Factory))] int Made,
            Tag First, Tag Second, Open<int> Open, Pair<int, int> Pair);
        [JsonConverter(typeof(OfInt))] public sealed record {|ESG0401:Tag|}(int A);
        [JsonConverter(typeof(OpenConverter<>))] public sealed record Open<T>(T A);
        [JsonConverter(typeof(OpenConverter<>))] public sealed record {|ESG0401:Pair|}<T, U>(T A, U B);
        public sealed class ComputedAttribute : JsonConverterAttribute { public override JsonConverter CreateConverter(Type type) => new OfInt(); }
        public class Base<T> : JsonConverter<T>
        {
            public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => default;
            public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) { }
        }
        public abstract class Base : Base<int> { }
        public sealed class OfInt : Base<int> { }
        public sealed class Needs : Base<int> { public Needs(int a) { } }
        public sealed class OpenConverter<T> : Base<Open<T>> { }
        public sealed class Factory : JsonConverterFactory
        {
            public override bool CanConvert(Type type) => true;
            public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) => new OfInt();
        }
        public static class Hidden { private sealed class Nothing { } internal sealed class OfText : Base<string> { private OfText() { } } }
        """);

    [Test]
    public Task Reports_derived_types_that_cannot_be_told_apart_at_the_base_type() => Verify.VerifyAsync("""
        using System.Text.Json.Serialization;
        using EventSourcing;
        [JsonDerivedType(typeof(Stranger), "s")] public abstract record {|ESG0401:One|};
        public sealed record Stranger;
        [JsonDerivedType(typeof(Untold))] public abstract record {|ESG0401:Two|};
        public sealed record Untold : Two;
        [JsonDerivedType(typeof(A), "a"), JsonDerivedType(typeof(B), "a")] public abstract record {|ESG0401:Three|};
        public sealed record A : Three;
        public sealed record B : Three;
        [JsonDerivedType(typeof(C), "c"), JsonDerivedType(typeof(C), "d")] public interface {|ESG0401:Four|};
        public sealed record C : Four;
        [JsonDerivedType(typeof(D<>), "d")] public abstract record {|ESG0401:Five|};
        public sealed record D<T> : Five;
        [JsonDerivedType(typeof(E), 1), JsonDerivedType(typeof(F), 1)] public abstract record {|ESG0401:Six|};
        public sealed record E : Six;
        public sealed record F : Six;
        [JsonDerivedType(typeof(G), "g")] public abstract record {|ESG0401:Seven|};
        [EventValue] public sealed record G(int Value) : Seven;
        [DomainEvent] public sealed record OrderPlaced(One One, Two Two, Three Three, Four Four, Five Five, Six Six, Seven Seven);
        [DomainEvent] public sealed record OrderPaid(One One, Two Two);
        """);

    [Test]
    public Task Reports_values_that_are_none_at_their_type() => Verify.VerifyAsync("""
        #nullable enable
        using System.Text.Json.Serialization;
        using EventSourcing;
        [EventValue] public sealed record {|ESG0401:Two|}(int A, int B);
        [EventValue] public sealed record {|ESG0401:None|};
        [EventValue] public sealed record {|ESG0401:Maybe|}(int? A);
        [EventValue] public sealed record {|ESG0401:Text|}(string? A);
        [EventValue] public sealed record {|ESG0401:Sometimes|}([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int A);
        [EventValue] public readonly record struct One<T>(T Value) where T : notnull { public bool IsIt => true; }
        [DomainEvent] public sealed record OrderPlaced(Two Two, None None, Maybe Maybe, Text Text, Sometimes Sometimes, One<int> One, One<string>? Other);
        """);

    [Test]
    public Task Reports_extension_data_of_other_types_and_a_second_one() => Verify.VerifyAsync("""
        using System.Collections.Generic;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced([property: JsonExtensionData] Dictionary<string, int> {|ESG0401:More|});
        [DomainEvent] public sealed record OrderPaid { [JsonExtensionData] public Dictionary<string, object> {|ESG0401:More|} { get; set; } }
        [DomainEvent] public sealed record OrderClosed { [JsonExtensionData] public JsonObject More { get; set; } [JsonExtensionData] public JsonObject {|ESG0401:Most|} { get; set; } }
        [DomainEvent] public sealed record OrderShipped { [JsonExtensionData] public IDictionary<string, JsonElement> More { get; set; } }
        """);

    [Test]
    public Task Reports_a_nested_member_where_it_is_declared_and_names_the_path() => Verify.VerifyAsync(
        """
        using System.Collections.Generic;
        using EventSourcing;
        public sealed record Line<T>(T Value, object {|#0:Payload|});
        public static class Orders
        {
            [DomainEvent] public readonly record struct Placed(IReadOnlyList<Line<int>> Lines);
        }
        """,
        new DiagnosticResult("ESG0401", DiagnosticSeverity.Error).WithLocation(0).WithMessage(
            "The member 'Placed.Lines[].Payload' of type 'object' cannot be stored: an object can hold anything; use a type of its own, or JsonElement; "
            + "change its type, give it a [JsonConverter], or leave it out with [JsonIgnore]"));

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => Verify.VerifyAsync("#pragma warning disable ESG0401\n[EventSourcing.DomainEvent] public sealed record OrderPlaced(object Value);");

    [Test]
    public Task Says_nothing_in_generated_code() => Verify.VerifyAsync("// <auto-generated/>\n[EventSourcing.DomainEvent] public sealed record OrderPlaced(object Value);");
}
