using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ModelAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Projections;

[TestOf("ESG0701")]
public sealed class ProjectionNotPossibleTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(int Amount);

        """;

    private const string Process =
        " public sealed partial class {|ESG0701:Orders|}(IReadModel<Order> orders) : ProcessManager<Order>(orders) { protected override bool Starts(object e) => true; [Handles] private void On(OrderPlaced e) { } } public sealed record Order(string Id);";

    [TestCase("[Projection] public static partial class {|ESG0701:Totals|} { [Handles] private static void On(OrderPlaced e) { } }")]
    [TestCase("[Projection] public abstract partial class {|ESG0701:Totals|} { [Handles] private void On(OrderPlaced e) { } }")]
    [TestCase("#nullable enable\n[ProcessManager] public sealed partial class Orders(IReadModel<Order> orders) : ProcessManager<Order>(orders) { protected override bool Starts(object e) => true; [Handles] private void {|ESG0002:On|}(IReadOnlyList<HandledEvent<OrderPlaced>> e) { } } public sealed record Order(string Id);")]
    [TestCase("[Projection] public sealed partial class {|ESG0701:Totals|}<T> { [Handles] private void On(OrderPlaced e) { } }")]
    [TestCase("public partial class Outer<T> { [Projection] public sealed partial class {|ESG0701:Totals|} { [Handles] private void On(OrderPlaced e) { } } }")]
    [TestCase("[Projection] file sealed partial class {|ESG0701:Totals|} { [Handles] private void On(OrderPlaced e) { } }")]
    [TestCase("[Projection] public sealed partial class {|ESG0701:Totals|} : AggregateRoot<string> { [Handles] private void On(OrderPlaced e) { } }")]
    [TestCase("[Projection] public partial class First { [Handles] private void On(OrderPlaced e) { } } [Projection(\"second\")] public sealed partial class {|ESG0701:Second|} : First { [Handles] private void On(OrderPlaced e) { } }")]
    [TestCase("[Projection] public sealed class {|ESG0001:Totals|} { [Handles] private void On(OrderPlaced e) { } }")]
    [TestCase("public static class {|ESG0001:Outer|} { [Projection] public sealed partial class Totals { [Handles] private void On(OrderPlaced e) { } } }")]
    [TestCase("[Projection] public sealed partial class Totals { [Handles] private void On(OrderPlaced e) { } [Handles] private void {|ESG0005:Again|}(OrderPlaced e) { } }")]
    [TestCase("[Projection] public sealed partial class Totals { [Handles] private async void {|ESG0002:On|}(OrderPlaced e) { await Task.Yield(); } }")]
    [TestCase("[Projection] public sealed partial class Totals { [Handles] private static void {|ESG0002:On|}(OrderPlaced e) { } }")]
    [TestCase("[Projection] public sealed partial class Totals { [Handles] private void {|ESG0002:On|}(OrderPlaced e, string more) { } }")]
    [TestCase("[Projection] public sealed partial class Totals { [Handles] private ValueTask<int> {|ESG0002:On|}(OrderPlaced e) => default; }")]
    [TestCase("[Projection] public sealed partial class Totals { [Handles] private void {|ESG0002:On|}(int e) { } }")]
    [TestCase("[Projection] public sealed partial class Totals { [Handles] private void {|ESG0002:On|}(IReadOnlyList<HandledEvent<OrderPlaced>> e, EventContext c) { } }")]
    [TestCase("[Projection] public sealed partial class Totals { [Handles] private void On(Odd e) { } } public sealed record Odd(object {|ESG0401:Anything|});")]
    [TestCase("[ProcessManager] public sealed partial class {|ESG0701:Orders|} { [Handles] private void On(OrderPlaced e) { } }")]
    [TestCase("#nullable enable\n[Projection]" + Process)]
    [TestCase("#nullable enable\n[Projection, ProcessManager]" + Process)]
    public Task Reports_what_gets_nothing_emitted(string declaration) => Verify.VerifyAsync(Types + declaration);

    [TestCase("[Projection] public sealed partial class Totals { [Handles] private void On(OrderPlaced e) { } }")]
    [TestCase("[Projection] internal sealed partial record Totals { [Handles] private Task On(OrderPlaced e, EventContext c, CancellationToken t) => Task.CompletedTask; }")]
    [TestCase("public static partial class Outer { [Projection] private sealed partial class Totals { [Handles] private ValueTask On(IReadOnlyList<HandledEvent<OrderPlaced>> e, CancellationToken t) => default; } }")]
    [TestCase("public abstract class Shared { protected void Do() { } } [Projection] public sealed partial class Totals : Shared { [Handles] private void On(object e) => Do(); }")]
    [TestCase("#nullable enable\n[ProcessManager(\"orders\")] public sealed partial class Orders(IReadModel<Order> orders) : ProcessManager<Order>(orders) { protected override bool Starts(object e) => true; [Handles] private void On(OrderPlaced e) => Complete(); } public sealed record Order(string Id);")]
    public Task Accepts_projections(string declaration) => Verify.VerifyAsync(Types + declaration);

    [Test]
    public Task Says_why() => Verify.VerifyAsync(
        Types + "[Projection] public static partial class {|#0:Totals|} { }",
        new DiagnosticResult("ESG0701", DiagnosticSeverity.Error).WithLocation(0).WithMessage("[Projection] on 'Totals' has no effect, because it is static; remove the modifier: an instance is made for each transaction"));

    [Test]
    public Task Says_why_of_a_process() => Verify.VerifyAsync(
        Types + "[ProcessManager] public sealed partial class {|#0:Orders|} { }",
        new DiagnosticResult("ESG0701", DiagnosticSeverity.Error).WithLocation(0).WithMessage("[ProcessManager] on 'Orders' has no effect, because it does not derive from ProcessManager<TState>; derive it from that, with the record of its state"));

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => Verify.VerifyAsync("#pragma warning disable ESG0701\n" + Types + "[Projection] public static partial class Totals { }");
}
