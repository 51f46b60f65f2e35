using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ModelAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Projections;

[TestOf("ESG0709")]
public sealed class RowTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(int Amount);

        """;

    [TestCase("[ReadModel] public sealed record {|ESG0709:Row|}(int Number);")]
    [TestCase("[ReadModel] public abstract record {|ESG0709:Row|}(int Id);")]
    [TestCase("[ReadModel] public sealed record {|ESG0709:Row|}<T>(int Id);")]
    [TestCase("[ReadModel] file sealed record {|ESG0709:Row|}(int Id);")]
    [TestCase("[ReadModel] public static class {|ESG0709:Row|};")]
    [TestCase("public sealed class Outer { [ReadModel] private sealed record {|ESG0709:Row|}(int Id); }")]
    [TestCase("[ReadModel] public sealed class {|ESG0709:Row|} { private Row() { } public int Id { get; init; } }")]
    [TestCase("[ReadModel(\"Rows\")] public sealed record {|ESG0709:Row|}(int Id);")]
    [TestCase("[ReadModel(\"events\")] public sealed record {|ESG0709:Row|}(int Id);")]
    [TestCase("[ReadModel(\"pg_rows\")] public sealed record {|ESG0709:Row|}(int Id);")]
    [TestCase("[ReadModel(null)] public sealed record {|ESG0709:Row|}(int Id);")]
    [TestCase("[ReadModel] public sealed record {|ESG0709:Row|}([ReadModelKey] int A, [ReadModelKey] int B, [ReadModelKey] int C, [ReadModelKey] int D, [ReadModelKey] int E);")]
    [TestCase("public sealed record {|ESG0709:Row|}(int Number); [Projection] public sealed partial class Totals(IReadModel<Row> rows) { public object Rows => rows; [Handles] private void On(OrderPlaced e) { } }")]
    public Task Reports_types_that_cannot_be_stored(string declaration) => Verify.VerifyAsync(Types + declaration);

    [TestCase("[ReadModel] public sealed record Row(int Id, List<string> Names);")]
    [TestCase("[ReadModel(\"all_rows\")] internal sealed class Row { public Guid Id { get; set; } }")]
    [TestCase("public sealed record Row(int Number); public static class RowMapping { public static object Instance => null; } [Projection] public sealed partial class Totals(IReadModel<Row> rows) { public object Rows => rows; [Handles] private void On(OrderPlaced e) { } }", TestName = "Mapped by hand")]
    public Task Accepts_those_that_can(string declaration) => Verify.VerifyAsync(Types + declaration);

    [Test]
    public Task Reports_rows_of_other_assemblies_where_they_are_used()
    {
        var test = Verify.Create([Types + "[Projection] public sealed partial class Totals(IReadModel<Other.Row> {|ESG0709:rows|}) { public object Rows => rows; [Handles] private void On(OrderPlaced e) { } }"], "", []);
        test.TestState.AdditionalReferences.Add(Verifiers.Compilations.Library("Other", "namespace Other { public sealed record Row(int Number); }"));
        return test.RunAsync();
    }
}
