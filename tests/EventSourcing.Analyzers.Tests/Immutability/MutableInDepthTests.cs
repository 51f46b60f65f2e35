using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ImmutabilityAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Immutability;

[TestOf("ESG0203")]
public sealed class MutableInDepthTests
{
    private const string Usings = "using System.Collections.Generic;\nusing System.Collections.Immutable;\nusing EventSourcing;\n";

    [Test]
    public Task Names_the_whole_path() => Verify.VerifyAsync(
        Usings + """
        public sealed class Price { public decimal Amount { get; set; } }
        public sealed record Line(string Product, Price Price);
        [DomainEvent] public sealed record OrderPlaced(int Number, IReadOnlyList<Line> {|#0:Lines|});
        """,
        Expect(0, "The event 'OrderPlaced' can be changed in depth through 'OrderPlaced.Lines[].Price.Amount': it has a 'set' accessor"));

    [TestCase("public sealed class Held { public int A; }", "OrderPlaced.Value.A': it is a field that is not readonly")]
    [TestCase("public sealed class Held { private int _a; public int A => _a++; }", "OrderPlaced.Value._a': it is a field that is not readonly")]
    [TestCase("public record struct Held(int A);", "OrderPlaced.Value.A': 'Held' is a record struct that is not readonly")]
    [TestCase("public sealed record Held(List<int> A);", "OrderPlaced.Value.A': the content of a 'List<int>' can be changed")]
    [TestCase("public sealed record Held(int[] A);", "OrderPlaced.Value.A': the content of a 'int[]' can be changed")]
    [TestCase("public sealed record Held(IReadOnlyList<int[]> A);", "OrderPlaced.Value.A[]': the content of a 'int[]' can be changed")]
    [TestCase("public record Base { public int A { get; set; } } public sealed record Held : Base;", "OrderPlaced.Value.A': it has a 'set' accessor")]
    [TestCase("public sealed class Inner { public int B { get; set; } } public readonly record struct Held(Inner A);", "OrderPlaced.Value.A.B': it has a 'set' accessor")]
    [TestCase("public interface Held { int A { get; set; } }", "OrderPlaced.Value.A': it has a 'set' accessor")]
    public Task Finds_what_can_be_changed(string declaration, string message) => Verify.VerifyAsync(
        Usings + declaration + "\n[DomainEvent] public sealed record OrderPlaced(Held {|#0:Value|});",
        Expect(0, "The event 'OrderPlaced' can be changed in depth through '" + message));

    [TestCase("Held?", "Value.A")]
    [TestCase("ImmutableArray<Held>", "Value[].A")]
    [TestCase("IReadOnlyDictionary<string, Held>", "Value[].A")]
    [TestCase("ImmutableList<IReadOnlyList<Held>>", "Value[][].A")]
    [TestCase("Wrapped<Held>", "Value.Content.A")]
    [TestCase("Wrapped<Wrapped<Held>>", "Value.Content.Content.A")]
    [TestCase("IMarker<Held>", "Value.A")]
    [TestCase("IEnumerable<Held>", "Value[].A")]
    public Task Looks_through_type_arguments(string type, string path) => Verify.VerifyAsync(
        Usings + $$"""
        #nullable enable
        public sealed class Held { public int A { get; set; } }
        public sealed record Wrapped<T>(T Content);
        public interface IMarker<T>;
        [DomainEvent] public sealed record OrderPlaced({{type}} {|#0:Value|});
        """,
        Expect(0, $"The event 'OrderPlaced' can be changed in depth through 'OrderPlaced.{path}': it has a 'set' accessor"));

    [Test]
    public Task Looks_into_the_elements_of_a_mutable_collection_too() => Verify.VerifyAsync(Usings + """
        public sealed class Line { public int Amount { get; set; } }
        [DomainEvent] public sealed record OrderPlaced(List<Line> {|ESG0202:{|ESG0203:Lines|}|}, Line[] {|ESG0202:{|ESG0203:Others|}|});
        """);

    [Test]
    public Task Ends_where_types_hold_themselves() => Verify.VerifyAsync(Usings + """
        public sealed record Node(Node? Parent, IReadOnlyList<Node> Children, Pair<Node> Both);
        public sealed record Pair<T>(T First, IReadOnlyList<Pair<T>> More);
        public sealed record Growing<T>(Growing<IReadOnlyList<T>>? Next);
        [DomainEvent] public sealed record OrderPlaced(Node Root, Growing<int> Growing);
        [DomainEvent] public sealed record TreeGrown(Loop {|ESG0203:Loop|});
        public sealed class Loop { public Loop? Next { get; init; } public int Value { get; set; } }
        """);

    [Test]
    public Task Accepts_what_cannot_be_changed() => Verify.VerifyAsync(Usings + """
        public readonly record struct Money(decimal Amount, string Currency);
        public sealed record Line(string Product, Money Price, ImmutableArray<string> Tags);
        public enum Kind { A, B }
        public sealed class Address(string street) { public string Street { get; } = street; public static int Count { get; set; } public List<int> Computed => []; }
        [DomainEvent] public sealed record OrderPlaced(
            IReadOnlyList<Line> Lines, Kind Kind, Address? Address, System.Guid Id, System.DateTimeOffset At, System.TimeSpan? Span, System.Uri Link,
            System.Version Version, System.Globalization.CultureInfo Culture, System.Net.IPAddress Ip, System.Numerics.BigInteger Big, object Anything, System.Drawing.Point Point);
        """);

    [Test]
    public Task Reports_bytes_in_depth_more_softly() => Verify.VerifyAsync(
        Usings + """
        public sealed record Photo(byte[] Image);
        public sealed record Album(byte[] Cover, Photo Photo, int[] Numbers);
        [DomainEvent] public sealed record PhotoTaken(Photo {|#0:Photo|}, Album {|#1:Album|});
        """,
        new DiagnosticResult("ESG0203", DiagnosticSeverity.Info).WithLocation(0)
            .WithMessage("The event 'PhotoTaken' can be changed in depth through 'PhotoTaken.Photo.Image': the content of an array can be changed"),
        Expect(1, "The event 'PhotoTaken' can be changed in depth through 'PhotoTaken.Album.Numbers': the content of a 'int[]' can be changed"));

    [Test]
    public Task Takes_the_word_of_the_configuration() => Verify.VerifyWithConfigAsync(
        Usings + """
        namespace Legacy.Types { public sealed class Price { public int A { get; set; } } public static class Outer { public sealed class Inner<T> { public T? A { get; set; } } } }
        namespace Other { public sealed class Price { public int A { get; set; } } }
        [DomainEvent] public sealed record OrderPlaced(
            Legacy.Types.Price One, IReadOnlyList<Legacy.Types.Outer.Inner<int>> Two, Other.Price {|ESG0203:Three|});
        """,
        "eventsourcing.immutable_types = Legacy.*; Nothing.Else");

    [Test]
    public Task Sees_struct_generic_and_inherited_members() => Verify.VerifyAsync(Usings + """
        public sealed class Held { public int A { get; set; } }
        public abstract record Base(Held Held);
        [DomainEvent] public readonly partial record struct OrderPlaced(Held {|ESG0203:Value|});
        [DomainEvent] public sealed record {|ESG0203:OrderPaid|}(Held Held) : Base(Held);
        public static class Orders { [DomainEvent] public sealed record Closed<T>(Held {|ESG0203:Value|}, T Other); }
        """);

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => Verify.VerifyAsync(Usings + """
        public sealed class Held { public int A { get; set; } }
        #pragma warning disable ESG0203
        [DomainEvent] public sealed record OrderPlaced(Held Value);
        """);

    [Test]
    public Task Can_be_switched_off_by_severity() => Verify.VerifyWithConfigAsync(
        Usings + """
        public sealed class Held { public int A { get; set; } }
        [DomainEvent] public sealed record OrderPlaced(Held Value);
        """,
        "dotnet_diagnostic.ESG0203.severity = none");

    [Test]
    public Task Says_nothing_in_generated_code() => Verify.VerifyAsync("// <auto-generated/>\n" + Usings + """
        public sealed class Held { public int A { get; set; } }
        [DomainEvent] public sealed record OrderPlaced(Held Value);
        """);

    private static DiagnosticResult Expect(int location, string message) =>
        new DiagnosticResult("ESG0203", DiagnosticSeverity.Warning).WithLocation(location).WithMessage(message);
}
