using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ModelAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Projections;

[TestOf("ESG0705")]
public sealed class ProjectionWithoutHandlersTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(int Amount);

        """;

    [TestCase("[Projection] public sealed partial class {|ESG0705:Totals|} { private void On(OrderPlaced e) { } }")]
    public Task Reports_projections_that_handle_nothing(string declaration) => Verify.VerifyAsync(Types + declaration);

    [TestCase("[Projection] public sealed partial class Totals { [Handles] private void On(OrderPlaced e) { } }")]
    [TestCase("[Projection] public sealed partial class Totals { [Handles] private void {|ESG0002:On|}() { } }", TestName = "What is wrong with a handler is said there")]
    public Task Accepts_projections_with_handlers(string declaration) => Verify.VerifyAsync(Types + declaration);
}
