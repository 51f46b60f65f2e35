using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ModelAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Projections;

[TestOf("ESG0702")]
public sealed class ProjectionConstructorTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(int Amount);

        """;

    [TestCase("public {|ESG0702:Totals|}() { } public Totals(IServiceProvider a) { }")]
    [TestCase("private {|ESG0702:Totals|}() { } private Totals(IServiceProvider a) { }")]
    [TestCase("public Totals(int {|ESG0702:a|}) { }")]
    [TestCase("public Totals(string {|ESG0702:a|}) { }")]
    [TestCase("public Totals(int? {|ESG0702:a|}) { }")]
    [TestCase("public Totals(ref IServiceProvider {|ESG0702:a|}) { }")]
    [TestCase("public Totals(params string[] {|ESG0702:a|}) { }")]
    [TestCase("public Totals(CancellationToken {|ESG0702:a|}) { }")]
    [TestCase("public Totals(EventContext {|ESG0702:a|}) { }")]
    public Task Reports_what_cannot_be_called(string members)
    {
        // The class itself is where several constructors are reported.
        var isOfClass = members.Contains("{|ESG0702:Totals|}", StringComparison.Ordinal);
        var name = isOfClass ? "{|ESG0702:Totals|}" : "Totals";
        return Verify.VerifyAsync(Types + $"[Projection] public sealed partial class {name} {{ {(isOfClass ? members.Replace("{|ESG0702:Totals|}", "Totals", StringComparison.Ordinal) : members)} [Handles] private void On(OrderPlaced e) {{ }} }}");
    }

    [Test]
    public Task Reports_required_members() => Verify.VerifyAsync(Types + "[Projection] public sealed partial class {|ESG0702:Totals|} { public required string Name { get; init; } [Handles] private void On(OrderPlaced e) { } }");

    [TestCase("public Totals(IServiceProvider a, string b = \"x\", int c = 1, Uri d = null, IReadModel<Row> rows = null) { }")]
    [TestCase("private Totals(IEnumerable<IServiceProvider> a) { }")]
    [TestCase("public Totals() { } internal Totals(int a) { }")]
    [TestCase("[System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Totals() { Name = \"\"; } public required string Name { get; init; }")]
    public Task Accepts_what_can(string members) => Verify.VerifyAsync(Types + $"public sealed record Row(int Id); [Projection] public sealed partial class Totals {{ {members} [Handles] private void On(OrderPlaced e) {{ }} }}");

    [Test]
    public Task Says_why() => Verify.VerifyAsync(
        Types + "[Projection] public sealed partial class Totals(string {|#0:region|}) { [Handles] private void On(OrderPlaced e) => Console.WriteLine(region); }",
        new DiagnosticResult("ESG0702", DiagnosticSeverity.Error).WithLocation(0).WithMessage(
            "The projection 'Totals' cannot be made, because its parameter 'region' is of the type 'string', which is no service; take IReadModel<TRow>s and services, or give the parameter a default value"));
}
