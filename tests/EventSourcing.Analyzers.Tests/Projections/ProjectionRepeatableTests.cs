using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ProjectionBodyAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Projections;

[TestOf("ESG0707")]
public sealed class ProjectionRepeatableTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(int Amount);

        """;

    [TestCase("[Handles] private void On(OrderPlaced e) => Console.WriteLine({|ESG0707:DateTime.UtcNow|});")]
    [TestCase("[Handles] private void On(OrderPlaced e) => Console.WriteLine({|ESG0707:Guid.NewGuid|}());")]
    [TestCase("[Handles] private void On(OrderPlaced e) => Keep(); private void Keep() => Console.WriteLine({|ESG0707:Random.Shared|});")]
    [TestCase("[Handles] private void On(OrderPlaced e) { } [PartitionKey] private static string KeyOf(OrderPlaced e) => {|ESG0707:Guid.NewGuid|}().ToString();")]
    public Task Reports_what_comes_out_as_another(string members) => Verify.VerifyAsync(Types + $"[Projection] public sealed partial class Totals {{ {members} }}");

    [TestCase("[Handles] private void On(OrderPlaced e, EventContext c) => Console.WriteLine(c.Metadata.OccurredAt);")]
    [TestCase("[Handles] private Task On(OrderPlaced e) => System.IO.File.WriteAllTextAsync(\"x\", \"y\");", TestName = "Side effects are no matter of rebuilding")]
    [TestCase("[Handles] private void On(OrderPlaced e) { } public static Guid New() => Guid.NewGuid();")]
    public Task Accepts_what_does_not(string members) => Verify.VerifyAsync(Types + $"[Projection] public sealed partial class Totals {{ {members} }}");
}
