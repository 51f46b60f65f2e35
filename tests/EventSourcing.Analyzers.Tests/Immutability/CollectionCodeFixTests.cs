using Verify = EventSourcing.Analyzers.Tests.Verifiers.CodeFixVerifier<EventSourcing.Analyzers.ImmutabilityAnalyzer, EventSourcing.CodeFixes.Events.CollectionCodeFixProvider>;

namespace EventSourcing.Analyzers.Tests.Immutability;

public sealed class CollectionCodeFixTests
{
    [Test]
    public Task Offers_read_only_interfaces() => Verify.VerifyAsync(
        """
        #nullable enable
        using System.Collections.Generic;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(List<string> {|ESG0202:A|}, /* kept */ int[]? {|ESG0202:B|}, IList<int> {|ESG0202:C|}, int[][] {|ESG0202:D|})
        {
            public List<int> {|ESG0202:E|} { get; init; } = new();
            public System.Collections.Generic.List<int> {|ESG0202:F|} { get; } = new List<int>();
            public int[] {|ESG0202:G|} { get; init; } = System.Array.Empty<int>();
            public readonly List<int> {|ESG0202:H|} = [1, 2];
        }
        """,
        """
        #nullable enable
        using System.Collections.Generic;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(IReadOnlyList<string> A, /* kept */ IReadOnlyList<int>? B, IReadOnlyList<int> C, IReadOnlyList<int[]> {|ESG0203:D|})
        {
            public IReadOnlyList<int> E { get; init; } = [];
            public IReadOnlyList<int> F { get; } = [];
            public IReadOnlyList<int> G { get; init; } = [];
            public readonly IReadOnlyList<int> H = [1, 2];
        }
        """,
        "System.Collections.Generic.IReadOnlyList", iterations: 8);

    [Test]
    public Task Offers_immutable_collections_and_their_namespace() => Verify.VerifyAsync(
        """
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(int[] {|ESG0202:Lines|});
        """,
        """
        using System.Collections.Immutable;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(ImmutableArray<int> Lines);
        """,
        "System.Collections.Immutable.ImmutableArray");

    [Test]
    public Task Offers_dictionaries_and_keeps_what_makes_them() => Verify.VerifyAsync(
        """
        using System.Collections.Generic;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(IDictionary<string, int> {|ESG0202:A|})
        {
            public Dictionary<string, int> {|ESG0202:B|} { get; init; } = new();
            public Dictionary<string, int> {|ESG0202:C|} { get; init; } = new Dictionary<string, int>();
        }
        """,
        """
        using System.Collections.Generic;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(IReadOnlyDictionary<string, int> A)
        {
            public IReadOnlyDictionary<string, int> B { get; init; } = new Dictionary<string, int>();
            public IReadOnlyDictionary<string, int> C { get; init; } = new Dictionary<string, int>();
        }
        """,
        "System.Collections.Generic.IReadOnlyDictionary", iterations: 3);

    [TestCase("HashSet<int>", "IReadOnlySet<int>", "System.Collections.Generic.IReadOnlySet")]
    [TestCase("ISet<int>", "ImmutableHashSet<int>", "System.Collections.Immutable.ImmutableHashSet")]
    [TestCase("Memory<byte>", "ReadOnlyMemory<byte>", "System.ReadOnlyMemory")]
    [TestCase("SortedDictionary<int, int>", "ImmutableDictionary<int, int>", "System.Collections.Immutable.ImmutableDictionary")]
    public Task Offers_what_fits_the_kind(string from, string to, string key) => Verify.VerifyAsync(
        Source($"{from} {{|ESG0202:Value|}}"), Source($"{to} Value"), key);

    [TestCase("[property: JsonConverter(typeof(JsonConverter))] int[,] {|ESG0202:Value|}")]
    public Task Offers_nothing_where_nothing_fits(string parameter) => Verify.VerifyNoFixAsync(Source(parameter));

    [Test]
    public Task Offers_nothing_where_the_value_would_not_convert() => Verify.VerifyNoFixAsync("""
        using System.Collections.Generic;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced
        {
            public List<int> {|ESG0202:Value|} { get; init; } = Make();
            private static List<int> Make() => [];
        }
        """);

    private static string Source(string parameter) =>
        $"using System;\nusing System.Collections.Generic;\nusing System.Collections.Immutable;\nusing System.Text.Json.Serialization;\nusing EventSourcing;\n[DomainEvent] public sealed record OrderPlaced({parameter});\n";

    [Test]
    public Task Offers_nothing_that_would_not_compile() => Verify.VerifyNoFixAsync("""
        using System.Collections.Generic;
        using EventSourcing;
        public interface ILines { List<string> Lines { get; } }
        [DomainEvent] public sealed record LinesAdded(List<string> {|ESG0202:Lines|}) : ILines;
        [DomainEvent] public sealed record LinesSorted(List<string> {|ESG0202:Lines|}) { public void Sort() => Lines.Sort(); }
        """);

    [Test]
    public Task Offers_the_type_with_which_the_uses_compile() => Verify.VerifyAsync(
        """
        using System.Collections.Immutable;
        using EventSourcing;
        [DomainEvent] public sealed record RowsSent(string[] {|ESG0202:Rows|}) { public int Count => Rows.Length; }
        """,
        """
        using System.Collections.Immutable;
        using EventSourcing;
        [DomainEvent] public sealed record RowsSent(ImmutableArray<string> Rows) { public int Count => Rows.Length; }
        """);
}
