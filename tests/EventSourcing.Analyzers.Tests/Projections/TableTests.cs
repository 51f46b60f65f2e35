using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ReadModelTableAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Projections;

[TestOf("ESG0711")]
public sealed class TableTests
{
    private const string Usings = "using EventSourcing;\n";

    [Test]
    public Task Reports_types_of_one_table() => Verify.VerifyAsync(Usings + """
        [ReadModel("open_order")] public sealed record {|ESG0711:Purchase|}(int Id);
        public sealed record {|ESG0711:OpenOrder|}(int Id);
        [Projection] public sealed partial class Orders(IReadModel<OpenOrder> rows) { public object Rows => rows; }
        """);

    [Test]
    public Task Accepts_other_tables_and_what_is_no_row() => Verify.VerifyAsync(Usings + """
        [ReadModel] public sealed record Purchase(int Id);
        [ReadModel("open_orders")] public sealed record OpenOrder(int Id);
        namespace Other { public sealed record Purchase(int Id); }
        [Projection] public sealed partial class Orders(IReadModel<OpenOrder> rows, IReadModel<OpenOrder> again) { public object[] Rows => [rows, again]; }
        """);

    [Test]
    public Task Reports_tables_of_references()
    {
        var test = Verify.Create([Usings + "[ReadModel(\"known\")] public sealed record {|ESG0711:Row|}(int Id); [Projection] public sealed partial class Orders(IReadModel<Other.First> rows) { public object Rows => rows; }"], "", []);
        test.TestState.AdditionalReferences.Add(Verifiers.Compilations.Library("Other", """
            using EventSourcing;
            [assembly: EventCatalog(typeof(Other.DomainEvents))]
            namespace Other
            {
                public static class DomainEvents { public static EventCatalog Catalog => null!; }
                [ReadModel] public sealed record First(int Id);
                public static class Outer { [ReadModel("known")] public sealed record Second(int Id); }
            }
            """));
        return test.RunAsync();
    }

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => Verify.VerifyAsync("#pragma warning disable ESG0711\n" + Usings + "[ReadModel(\"a\")] public sealed record First(int Id);\n[ReadModel(\"a\")] public sealed record Second(int Id);");
}
