using Overlap = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.HandlerOverlapAnalyzer>;
using Partial = EventSourcing.Analyzers.Tests.Verifiers.CodeFixVerifier<EventSourcing.Analyzers.ModelAnalyzer, EventSourcing.CodeFixes.Aggregates.MakePartialCodeFixProvider>;
using Signature = EventSourcing.Analyzers.Tests.Verifiers.CodeFixVerifier<EventSourcing.Analyzers.ModelAnalyzer, EventSourcing.CodeFixes.Aggregates.HandlerSignatureCodeFixProvider>;
using Unawaited = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.UnawaitedCallAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Projections;

/// <summary>Rules and fixes that projections share with aggregates.</summary>
public sealed class ProjectionFixTests
{
    private const string Types = """
        using System.Threading.Tasks;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(int Amount);

        """;

    [Test]
    public Task A_projection_and_what_is_around_it_is_made_partial() => Partial.VerifyAsync(
        Types + "public static class {|ESG0001:Outer|} { [Projection] public sealed class {|ESG0001:Totals|} { [Handles] private void On(OrderPlaced e) { } } }",
        Types + "public static partial class Outer { [Projection] public sealed partial class Totals { [Handles] private void On(OrderPlaced e) { } } }",
        "MakePartial",
        iterations: 2);

    [Test]
    public Task Modifiers_of_a_handler_are_corrected() => Signature.VerifyAsync(
        Types + "[Projection] public sealed partial class Totals { [Handles] private static void {|ESG0002:On|}(in OrderPlaced e) { } }",
        Types + "[Projection] public sealed partial class Totals { [Handles] private void On(OrderPlaced e) { } }");

    [Test]
    public Task A_handler_that_nobody_can_wait_for_returns_a_task() => Signature.VerifyAsync(
        Types + "[Projection] public sealed partial class Totals { [Handles] private async void {|ESG0002:On|}(OrderPlaced e) => await Task.Yield(); }",
        Types + "[Projection] public sealed partial class Totals { [Handles] private async ValueTask On(OrderPlaced e) => await Task.Yield(); }");

    [TestCase("using EventSourcing;\n", "using System.Threading.Tasks;\nusing EventSourcing;\n", "ValueTask")]
    [TestCase("", "", "global::System.Threading.Tasks.ValueTask")]
    public Task The_namespace_of_the_task_is_imported_where_others_are(string usings, string @fixed, string task)
    {
        const string Before = "[EventSourcing.DomainEvent] public sealed record OrderPlaced(int Amount);\n[EventSourcing.Projection] public sealed partial class Totals { [EventSourcing.Handles] private async ";
        const string After = "On(OrderPlaced e) => await System.Threading.Tasks.Task.Yield(); }";
        return Signature.VerifyAsync($"{usings}{Before}void {{|ESG0002:On|}}{After[2..]}", $"{@fixed}{Before}{task} {After}");
    }

    [Test]
    public Task What_a_handler_writes_is_awaited() => Unawaited.VerifyAsync(Types + """
        public sealed record Row(int Id);
        [Projection] public sealed partial class Totals(IReadModel<Row> rows)
        {
            [Handles] private void On(OrderPlaced e) { _ = rows.{|ESG0601:UpsertAsync|}(new Row(e.Amount)); }
            [Handles] private ValueTask On(object e) => rows.UpsertAsync(new Row(1));
        }
        """);

    [Test]
    public Task Handlers_that_overlap_are_reported() => Overlap.VerifyAsync(Types + """
        public interface IPaid;
        public interface ILate;
        [DomainEvent] public sealed record LatePaid(int Amount) : IPaid, ILate;
        [Projection] public sealed partial class Totals
        {
            [Handles] private void On(IPaid e, EventContext c) { }
            [Handles] private void {|ESG0006:On|}(ILate e) { }
            [Handles] private void On(OrderPlaced e) { }
        }
        [Projection] public sealed partial class Others
        {
            [Handles] private void On(object e) { }
            [Handles] private void On(LatePaid e) { }
        }
        """);
}
