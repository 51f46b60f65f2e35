using EventSourcing.Analyzers.Tests.Purity;
using EventSourcing.Analyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.StateChangeAnalyzer>;

namespace EventSourcing.Analyzers.Tests.State;

[TestOf("ESG0306")]
public sealed class StateChangeTests
{
    private const string Members = """
        public sealed class Line { public int Quantity { get; set; } public int Count; }
        private readonly List<Line> _lines = [];
        private readonly Dictionary<string, int> _counts = [];
        private int[] _numbers = [];
        private Line _line = new();
        private int _count;
        public int Count { get; private set; }
        public List<string> Names { get; } = [];
        public int Settable { private get => _count; set => _count = value; }
        [Handles] private void On(OrderPaid e) => Count++;

        """;

    [TestCase("{|ESG0306:Count|} = 1;")]
    [TestCase("this.{|ESG0306:Count|} += 1;")]
    [TestCase("{|ESG0306:_count|}++;")]
    [TestCase("--{|ESG0306:_count|};")]
    [TestCase("{|ESG0306:_lines|}.Add(new());")]
    [TestCase("{|ESG0306:_lines|}[0] = new();")]
    [TestCase("{|ESG0306:_lines|}[0].Quantity = 1;")]
    [TestCase("{|ESG0306:_counts|}[\"a\"] = 1;")]
    [TestCase("{|ESG0306:_counts|}.Remove(\"a\");")]
    [TestCase("{|ESG0306:_numbers|}[0] = 1;")]
    [TestCase("{|ESG0306:_line|}.Quantity++;")]
    [TestCase("{|ESG0306:_line|}.Count = 1;")]
    [TestCase("{|ESG0306:Names|}?.Clear();")]
    [TestCase("({|ESG0306:Count|}, var other) = (1, 2);")]
    [TestCase("int.TryParse(\"1\", out {|ESG0306:_count|});")]
    [TestCase("System.Threading.Interlocked.Increment(ref {|ESG0306:_count|});")]
    [TestCase("Array.Sort({|ESG0306:_numbers|});")]
    [TestCase("{|ESG0306:Settable|} = 1;")]
    [TestCase("Raise(new OrderPaid(1)); {|ESG0306:Count|} = 2;")]
    [TestCase("{|ESG0306:On|}(new OrderPaid(1));")]
    [TestCase("void Local() => {|ESG0306:Count|}++; Local();")]
    [TestCase("new[] { 1 }.ToList().ForEach(n => {|ESG0306:Count|} += n);")]
    public Task Reports_commands_that_change_state(string statement) => Verify.VerifyAsync(PurityCode.Aggregate(
        Members + "public void Do() { " + statement + " }"));

    [Test]
    public Task Reports_helpers_that_commands_call_too_and_other_instances_and_bases() => Verify.VerifyAsync(PurityCode.Aggregate("""
        public int Count { get; private set; }
        public void Do() { Touch(); Raise(new OrderPaid(1)); }
        private void Touch() => {|ESG0306:Count|}++;
        [Handles] private void On(OrderPaid e) => Touch();
        public static Order Make() { var order = new Order { {|ESG0306:Count|} = 1 }; order.{|ESG0306:Count|} = 2; return order; }
        public override string ToString() { {|ESG0306:Count|}++; return ""; }
        """) + """

        public abstract partial class Document : AggregateRoot<string> { protected int Pages; protected List<string> Lines = []; }
        public sealed partial class Invoice : Document { public void Do() { {|ESG0306:Pages|} = 1; {|ESG0306:Lines|}.Add(""); } }
        """);

    /// <summary>As the collections of F#: their methods have the names of those that change something.</summary>
    [Test]
    public async Task Accepts_collections_of_other_libraries_that_give_a_copy()
    {
        var library = Compilations.Library("Core", "namespace Microsoft.FSharp.Collections { public sealed class FSharpMap { public FSharpMap Add(string key) => this; public FSharpMap Remove(string key) => this; } }");
        var test = Verify.Create([PurityCode.Aggregate("""
            private Microsoft.FSharp.Collections.FSharpMap _map = new();
            public bool Do() => _map.Add("a").Remove("b") == _map;
            [Handles] private void On(OrderPaid e) => _map = _map.Add("c");
            """)], "", []);
        test.TestState.AdditionalReferences.Add(library);
        await test.RunAsync();
    }

    [Test]
    public Task Reports_state_of_the_other_style_that_is_changed_in_place() => Verify.VerifyAsync("""
        using System.Collections.Generic;
        using EventSourcing;
        public sealed class Cart { public List<string> Lines { get; } = []; public int Count { get; set; } }
        public sealed record LineAdded(string Line);
        public sealed partial class Order : AggregateRoot<string, Cart>
        {
            private int _calls;
            public void Do() { {|ESG0306:State|}.Lines.Add(""); {|ESG0306:State|}.Count = 1; {|ESG0306:_calls|}++; }
            public static object Decide(int command, Cart state) => new LineAdded("");
            [Handles] private static Cart On(Cart state, LineAdded e) { state.Lines.Add(e.Line); return state; }
        }
        """);

    [Test]
    public Task Accepts_handlers_constructors_helpers_of_theirs_and_memos() => Verify.VerifyAsync(PurityCode.Aggregate("""
        private readonly List<string> _lines = [];
        private readonly ImmutableList<string> _immutable = [];
        private decimal? _total;
        private decimal _sum = 1;
        private int Number { get; set; }
        public int Count { get; private set; } = 3;
        public string Name { get; init; } = "";
        public Order() { Count = 1; Fill(); }
        public decimal Total => _total ??= _lines.Count;
        private void Fill() => _lines.Add("");
        public void Do(Order other)
        {
            var lines = new List<string>(_lines);
            lines.Add("x");
            lines[0] = "y";
            var count = Count;
            count++;
            _immutable.Add("x");
            if (_lines.Contains("a") || _lines.Count > other.Count) Raise(new OrderPaid(Count));
            var sorted = _lines.ToArray();
            Array.Sort(sorted);
        }
        [Handles] private void On(OrderPaid e) { Count = 1; _lines.Add(""); _total = null; Touch(); }
        [Handles] private void On(OrderClosed e) => Fill();
        private void Touch() { Count++; Deeper(); Number = 1; }
        private void Deeper() => _sum++;
        """) + """

        public abstract partial class Document : AggregateRoot<string> { protected int Pages; protected void Turn() => Pages++; }
        public sealed partial class Invoice : Document { private int _own; protected override void Apply(object e, EventMetadata metadata) { Turn(); _own++; } }
        public class Plain { public int Count; public void Do() => Count++; }
        """);

    [Test]
    public Task Accepts_a_record_copy_that_is_not_stored() => Verify.VerifyAsync(PurityCode.Stateful("""
        public void Do() { var next = State with { Amount = 1 }; var lines = State.Lines.ToList(); lines.Add(""); Raise(new OrderPaid(next.Amount)); }
        [Handles] private static Total On(Total state, OrderPaid e) => state with { Amount = e.Amount };
        """));

    [Test]
    public Task Says_what_and_where() => Verify.VerifyAsync(
        PurityCode.Aggregate("private int _count; public void Do() => {|#0:_count|}++;"),
        new DiagnosticResult("ESG0306", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
            "'Do' changes '_count' outside of a handler, so that the change is lost when the aggregate is loaded again; raise an event, and change the state in its handler"));

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => Verify.VerifyAsync("#pragma warning disable ESG0306\n" + PurityCode.Aggregate("private int _count; public void Do() => _count++;"));

    [Test]
    public Task Can_be_switched_off_by_severity() => Verify.VerifyWithConfigAsync(
        PurityCode.Aggregate("private int _count; public void Do() => _count++;"), "dotnet_diagnostic.ESG0306.severity = none");

    [Test]
    public Task Says_nothing_in_generated_code() => Verify.VerifyAsync("// <auto-generated/>\n" + PurityCode.Aggregate("private int _count; public void Do() => _count++;"));
}
