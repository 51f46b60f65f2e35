using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ModelAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Projections;

[TestOf("ESG0703")]
public sealed class ProjectionIdentityTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(int Amount);

        """;

    [TestCase("\"\"")]
    [TestCase("\" \"")]
    [TestCase("\"a@b\"")]
    [TestCase("\"a\\n\"")]
    [TestCase("null")]
    [TestCase("Version = 0")]
    [TestCase("\"a\", Version = -1")]
    public Task Reports_what_cannot_be_kept(string arguments) => Verify.VerifyAsync(Types + $"[Projection({arguments})] public sealed partial class {{|ESG0703:Totals|}} {{ [Handles] private void On(OrderPlaced e) {{ }} }}");

    [TestCase("")]
    [TestCase("(\"totals of the year\")")]
    [TestCase("(Version = 12)")]
    public Task Accepts_what_can(string arguments) => Verify.VerifyAsync(Types + $"[Projection{arguments}] public sealed partial class Totals {{ [Handles] private void On(OrderPlaced e) {{ }} }}");
}
