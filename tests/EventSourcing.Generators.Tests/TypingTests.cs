using Microsoft.CodeAnalysis.CSharp;

namespace EventSourcing.Generators.Tests;

/// <summary>While somebody types, the source is broken in every way, and the generator must not be.</summary>
public class TypingTests
{
    private const string Typed = """
        using System.Text.Json.Serialization;
        namespace Shop;
        [DomainEvent("order-placed", Version = 2, Aliases = ["a", "b"])]
        public sealed record OrderPlaced([property: JsonPropertyName("x")] int A, Page<string?>? B = null, Kind C = Kind.One, [property: JsonConverter(typeof(JsonStringEnumConverter<Kind>))] Kind D = default) : Base(1)
        {
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Dictionary<Kind, int[]>? E { get; init; } = new();
            [JsonConstructor] public OrderPlaced(int a) : this(a, null) { }
        }
        public record Base([property: JsonPropertyOrder(1)] int Z);
        public sealed record Page<T>(IReadOnlyList<T> Items, (int, int)? Pair);
        public enum Kind : byte { One }
        [Aggregate("order", UnhandledEvents = UnhandledEvents.Ignore)]
        public sealed partial class Order : AggregateRoot<Guid, State>
        {
            [Handles] private static State On(State state, OrderPlaced e, EventMetadata metadata) => state;
            public static IEnumerable<OrderPlaced> Decide(int command, State state) => [];
        }
        public sealed partial class Other : AggregateRoot<string> { [Handles] private void On(OrderPlaced e) { } }
        public sealed record State(int A) { public static State Initial => new(0); }
        """;

    [Test]
    public void Source_that_ends_anywhere_does_no_harm()
    {
        var project = new TestProject("Shop");
        var compilation = project.Compilation();
        var driver = project.Driver();
        for (var length = 0; length < Typed.Length; length += 3)
        {
            var tree = CSharpSyntaxTree.ParseText(Typed[..length], project.ParseOptions, "/Shop/Typed.cs", System.Text.Encoding.UTF8);
            driver = driver.RunGenerators(compilation.AddSyntaxTrees(tree));
            Assert.That(driver.GetRunResult().Results.Single().Exception, Is.Null, Typed[..length]);
        }
    }

    [Test]
    public void Source_that_lacks_any_piece_does_no_harm()
    {
        var project = new TestProject("Shop");
        var compilation = project.Compilation();
        var driver = project.Driver();
        for (var at = 0; at + 6 < Typed.Length; at += 5)
        {
            var tree = CSharpSyntaxTree.ParseText(Typed.Remove(at, 6), project.ParseOptions, "/Shop/Typed.cs", System.Text.Encoding.UTF8);
            driver = driver.RunGenerators(compilation.AddSyntaxTrees(tree));
            Assert.That(driver.GetRunResult().Results.Single().Exception, Is.Null, Typed.Remove(at, 6));
        }
    }

    [TestCase("public sealed record Node<T>(T Value, Node<Node<T>>? Next);")]
    [TestCase("public sealed record Node<T>(T Value, System.Collections.Generic.IReadOnlyList<Node<T[]>> Next);")]
    [CancelAfter(60_000)]
    public async Task Types_that_grow_without_end_do_no_harm(string node, CancellationToken cancellationToken)
    {
        var project = new TestProject("Shop");
        var source = "namespace Shop; [EventSourcing.DomainEvent] public sealed record OrderPlaced(Node<int> Root); [EventSourcing.DomainEvent] public sealed record OrderPaid(int Amount);" + node;
        var compilation = project.Compilation().AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, project.ParseOptions, "/Shop/Typed.cs", System.Text.Encoding.UTF8));
        var result = await Task.Run(() => project.Driver().RunGenerators(compilation).GetRunResult().Results.Single()).WaitAsync(cancellationToken);

        Assert.That(result.Exception, Is.Null);
        Assert.That(result.GeneratedSources.Select(source => source.SourceText.ToString()), Has.Some.Contains("order-paid").And.None.Contains("order-placed"));
    }
}
