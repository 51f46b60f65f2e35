using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ImmutabilityAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Immutability;

[TestOf("ESG0202")]
public sealed class MutableCollectionTests
{
    [TestCase("List<int>")]
    [TestCase("IList<string>")]
    [TestCase("ICollection<int>")]
    [TestCase("int[]")]
    [TestCase("string[][]")]
    [TestCase("Dictionary<string, int>")]
    [TestCase("IDictionary<string, int>")]
    [TestCase("HashSet<int>")]
    [TestCase("ISet<int>")]
    [TestCase("Queue<int>")]
    [TestCase("System.Collections.ObjectModel.Collection<int>")]
    public Task Reports_collections_that_can_be_changed(string type) => Verify.VerifyAsync($$"""
        using System.Collections.Generic;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced({{type}} {|ESG0202:Positional|})
        {
            public {{type}} {|ESG0202:GetOnly|} { get; } = default!;
            public readonly {{type}} {|ESG0202:Field|} = default!;
        }
        """);

    [TestCase("int[,]")]
    [TestCase("System.Collections.ArrayList")]
    [TestCase("System.Text.StringBuilder")]
    [TestCase("Numbers")]
    public Task Leaves_what_cannot_be_stored_to_ESG0401_unless_a_converter_stores_it(string type) => Verify.VerifyAsync($$"""
        using System.Collections.Generic;
        using System.Text.Json.Serialization;
        using EventSourcing;
        public sealed class Numbers : List<int>;
        [DomainEvent] public sealed record OrderPlaced({{type}} Positional)
        {
            [JsonConverter(typeof(JsonConverter))] public {{type}} {|ESG0202:Converted|} { get; init; }
            [JsonIgnore] public {{type}} {|ESG0202:Ignored|} { get; init; }
            private readonly {{type}} {|ESG0202:_field|} = default!;
        }
        """);

    [Test]
    public Task Leaves_what_is_no_data_to_ESG0206() => Verify.VerifyAsync("""
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(System.Data.DataTable Table, System.Action Done, System.Collections.Concurrent.BlockingCollection<int> Waiting);
        """);

    [TestCase("IReadOnlyList<int>")]
    [TestCase("IReadOnlyCollection<int>")]
    [TestCase("IReadOnlyDictionary<string, int>")]
    [TestCase("IReadOnlySet<int>")]
    [TestCase("IEnumerable<int>")]
    [TestCase("System.Collections.Immutable.ImmutableArray<int>")]
    [TestCase("System.Collections.Immutable.ImmutableList<int>")]
    [TestCase("System.Collections.Immutable.ImmutableDictionary<string, int>")]
    [TestCase("System.Collections.Frozen.FrozenSet<int>")]
    [TestCase("System.Collections.ObjectModel.ReadOnlyCollection<int>")]
    [TestCase("System.ReadOnlyMemory<byte>")]
    [TestCase("System.Text.Json.JsonElement")]
    [TestCase("string")]
    [TestCase("(int X, string Y)")]
    [TestCase("System.Uri")]
    [TestCase("int?")]
    public Task Accepts_what_nobody_can_change(string type) => Verify.VerifyAsync($$"""
        using System.Collections.Generic;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced({{type}} Value)
        {
            public List<int> Computed => [1, 2];
            public static List<int> Shared { get; } = [];
        }
        """);

    [Test]
    public Task Reports_bytes_more_softly() => Verify.VerifyAsync(
        "[EventSourcing.DomainEvent] public sealed record PhotoTaken(byte[] {|#0:Image|});",
        new DiagnosticResult("ESG0202", DiagnosticSeverity.Info).WithLocation(0)
            .WithMessage("The event 'PhotoTaken' holds 'Image', whose type 'byte[]' can be changed after it has happened; use ReadOnlyMemory<byte> or ImmutableArray<byte>"));

    [Test]
    public Task Says_what_to_use() => Verify.VerifyAsync(
        "[EventSourcing.DomainEvent] public sealed record OrderPlaced(System.Collections.Generic.List<string> {|#0:Lines|});",
        new DiagnosticResult("ESG0202", DiagnosticSeverity.Warning).WithLocation(0)
            .WithMessage("The event 'OrderPlaced' holds 'Lines', whose type 'List<string>' can be changed after it has happened; use IReadOnlyList<T> or ImmutableArray<T>"));

    [Test]
    public Task Takes_the_word_of_the_configuration() => Verify.VerifyWithConfigAsync(
        """
        using System.Collections.Generic;
        using EventSourcing;
        namespace Shop { public sealed class Lines : List<int>; }
        [DomainEvent] public sealed record OrderPlaced(Shop.Lines Lines, List<int> {|ESG0202:Others|});
        """,
        "eventsourcing.immutable_types = Shop.Lines");

    [Test]
    public Task Sees_struct_nested_and_inherited_members() => Verify.VerifyAsync("""
        using System.Collections.Generic;
        using EventSourcing;
        public abstract record Base(List<int> Numbers);
        public static partial class Orders
        {
            [DomainEvent] public readonly record struct Placed(List<int> {|ESG0202:Numbers|});
            [DomainEvent] public sealed record {|ESG0202:Paid|}(List<int> Numbers) : Base(Numbers);
            [DomainEvent] public sealed partial record Closed<T>(List<T> {|ESG0202:Items|});
        }
        """);

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => Verify.VerifyAsync("""
        #pragma warning disable ESG0202
        [EventSourcing.DomainEvent] public sealed record OrderPlaced(int[] Lines);
        """);

    [Test]
    public Task Can_be_switched_off_by_severity() => Verify.VerifyWithConfigAsync(
        "[EventSourcing.DomainEvent] public sealed record OrderPlaced(int[] Lines);", "dotnet_diagnostic.ESG0202.severity = none");

    [Test]
    public Task Says_nothing_in_generated_code() => Verify.VerifyAsync("""
        // <auto-generated/>
        [EventSourcing.DomainEvent] public sealed record OrderPlaced(int[] Lines);
        """);
}
