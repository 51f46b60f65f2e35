namespace EventSourcing.Analyzers.Tests.Robustness;

/// <summary>A generic type that holds itself with other arguments is a new type at every step, and whoever follows the members of an event must come to an end all the same.</summary>
public sealed class GrowingTypeTests
{
    private const string Around = "namespace Shop; [EventSourcing.DomainEvent] public sealed record OrderPlaced(Node<int> Root);\n";

    [TestCase("public sealed record Node<T>(T Value, Node<Node<T>>? Next);")]
    [TestCase("public sealed record Node<T>(T Value, System.Collections.Generic.IReadOnlyList<Node<T[]>> Next);")]
    [TestCase("public sealed class Node<T> { public T? Value { get; set; } public Node<System.Collections.Generic.Dictionary<string, Node<T>>>? Next { get; set; } }")]
    [TestCase("[System.Text.Json.Serialization.JsonDerivedType(typeof(Leaf), 1)] public abstract record Node<T>(Node<Node<T>>? Next); public sealed record Leaf() : Node<int>((Node<Node<int>>?)null);")]
    [TestCase("public sealed record Node<T>(T Value, Node<Two<T>>? Next); public sealed record Two<T>(T One, T Other);")]
    [TestCase("public sealed record Node<T>(T Value, Other<Node<T>>? Next); public sealed record Other<T>(T Value, Node<Other<T>>? Next);")]
    [CancelAfter(60_000)]
    public async Task An_event_that_holds_one_is_analyzed(string node, CancellationToken cancellationToken)
    {
        var (found, failures) = await Unsound.AnalyzeAsync(Around + node).WaitAsync(cancellationToken);

        Assert.That(failures, Is.Empty);
        Assert.That(found.Count(diagnostic => diagnostic.Id == "ESG0401"), Is.EqualTo(1), string.Join("\n", found));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_key_that_holds_itself_is_refused(CancellationToken cancellationToken)
    {
        const string Source = "namespace Shop; [EventSourcing.DomainEvent] public sealed record OrderPlaced(System.Collections.Generic.IReadOnlyDictionary<Key, int> Counts); [EventSourcing.EventValue] public sealed record Key(Key Inner);";
        var (found, failures) = await Unsound.AnalyzeAsync(Source).WaitAsync(cancellationToken);

        Assert.That(failures, Is.Empty);
        Assert.That(found.Select(diagnostic => diagnostic.Id), Does.Contain("ESG0401"));
    }
}
