using EventSourcing.Analyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace EventSourcing.Analyzers.Tests.Purity;

[TestOf("ESG0301")]
public sealed class NondeterminismTests
{
    [TestCase("{|ESG0301:DateTime.Now|}")]
    [TestCase("{|ESG0301:DateTime.UtcNow|}.AddDays(1)")]
    [TestCase("{|ESG0301:DateTime.Today|}")]
    [TestCase("{|ESG0301:DateTimeOffset.Now|}")]
    [TestCase("{|ESG0301:DateTimeOffset.UtcNow|}.UtcDateTime")]
    [TestCase("{|ESG0301:TimeProvider.System.GetUtcNow|}()")]
    [TestCase("{|ESG0301:Guid.NewGuid|}()")]
    [TestCase("{|ESG0301:Guid.CreateVersion7|}(e.At)")]
    [TestCase("{|ESG0301:Random.Shared.Next|}(6)")]
    [TestCase("{|ESG0301:new Random().Next|}()")]
    [TestCase("{|ESG0301:new Random(1)|}")]
    [TestCase("{|ESG0301:System.Security.Cryptography.RandomNumberGenerator.GetInt32|}(6)")]
    [TestCase("{|ESG0301:Environment.MachineName|}")]
    [TestCase("{|ESG0301:Environment.GetEnvironmentVariable|}(\"A\")")]
    [TestCase("{|ESG0301:System.Diagnostics.Stopwatch.GetTimestamp|}()")]
    [TestCase("{|ESG0301:e.Name.GetHashCode|}()")]
    [TestCase("{|ESG0301:HashCode.Combine|}(1, 2)")]
    [TestCase("{|ESG0301:EventSourcingContext.Current.Tenant|}")]
    [TestCase("e.Lines.Select(line => {|ESG0301:Guid.NewGuid|}()).ToList()")]
    [TestCase("e.Lines.Select(_ => 1).OrderBy({|ESG0301:Random.Shared.Next|})")]
    [TestCase("(e.Amount > 1 ? {|ESG0301:DateTime.Now|} : DateTime.MinValue)")]
    public Task Reports_what_differs_from_run_to_run(string value) => PurityCode.VerifyMembersAsync(
        "private object? _value; [Handles] private void On(OrderPlaced e) { _value = " + value + "; }");

    [Test]
    public Task Reports_it_in_every_style() => PurityCode.VerifyStatefulAsync("""
        [Handles] public static Total On(Total state, OrderPlaced e, EventMetadata metadata) => state with { Key = {|ESG0301:Guid.NewGuid|}(), At = metadata.OccurredAt };
        [Handles] private static Total Begin(OrderPaid e) => new() { At = {|ESG0301:DateTimeOffset.UtcNow|} };
        """);

    [Test]
    public Task Follows_calls_and_local_functions_one_level_deep() => PurityCode.VerifyMembersAsync("""
        public DateTime At { get; private set; }
        private DateTime Now => {|ESG0301:DateTime.Now|};
        [Handles] private void On(OrderPlaced e) { At = Now; Touch(); void Local() => At = {|ESG0301:DateTime.UtcNow|}; Local(); }
        private void Touch() { At = {|ESG0301:DateTime.Today|}; Deeper(); }
        private void Deeper() => At = DateTime.Now;
        """);

    [Test]
    public Task Reports_the_call_of_a_method_that_others_may_call() => PurityCode.VerifyMembersAsync("""
        public DateTime At { get; private set; }
        [Handles] private void On(OrderPlaced e) => At = {|ESG0301:Now|}();
        [Handles] private void On(OrderClosed e) => At = {|ESG0301:Today|}();
        public void Close() { if (Now() > At) Raise(new OrderClosed()); }
        private static DateTime Now() => DateTime.Now;
        internal static DateTime Today() => DateTime.Today;
        """);

    [Test]
    public Task Follows_calls_as_deep_as_is_configured() => AnalyzerVerifier<HandlerPurityAnalyzer>.VerifyWithConfigAsync(
        PurityCode.Aggregate("""
            private DateTime _at;
            [Handles] private void On(OrderPlaced e) => First();
            private void First() => Second();
            private void Second() { First(); _at = {|ESG0301:DateTime.Now|}; }
            """),
        "eventsourcing.purity.depth = 2");

    [Test]
    public Task Follows_no_calls_at_depth_0() => AnalyzerVerifier<HandlerPurityAnalyzer>.VerifyWithConfigAsync(
        PurityCode.Aggregate("private DateTime _at; [Handles] private void On(OrderPlaced e) => Touch(); private void Touch() => _at = DateTime.Now;"),
        "eventsourcing.purity.depth = 0");

    [Test]
    public Task Accepts_what_follows_from_the_event() => PurityCode.VerifyMembersAsync("""
        public DateTimeOffset At { get; private set; }
        public DateTimeOffset Paid { get; private set; } = DateTimeOffset.UtcNow;
        private readonly Dictionary<string, decimal> _lines = new();
        private Guid _id = Guid.NewGuid();
        private string _name = "";
        public Order() { At = DateTimeOffset.Now; }
        public void Place(string name) => Raise(new OrderPlaced(name, Random.Shared.Next(), DateTimeOffset.UtcNow, [], []));
        [Handles]
        private void On(OrderPlaced e, EventMetadata metadata)
        {
            At = e.At.AddDays(1).ToOffset(TimeSpan.Zero);
            _lines[e.Name] = Math.Max(e.Amount, new DateTime(2020, 1, 1).Day);
            _id = Guid.Parse(e.Name);
            _name = nameof(DateTime.Now) + Environment.NewLine + typeof(Random).Name;
            Paid = metadata.OccurredAt;
        }
        public bool IsLate() => DateTimeOffset.UtcNow > At;
        private static DateTime Unused() => DateTime.Now;
        """);

    [Test]
    public Task Accepts_the_same_in_types_that_are_no_aggregates() => PurityCode.VerifyAsync(
        "public class Clock { public System.DateTime On(object e) => System.DateTime.Now; } public partial class Outer { public partial class Inner { public System.Guid Id => System.Guid.NewGuid(); } }");

    [Test]
    public Task Says_what_and_where() => PurityCode.VerifyAsync(
        PurityCode.Aggregate("private object? _value; [Handles] private void On(OrderPlaced e, EventMetadata m) { _value = {|#0:Guid.NewGuid|}(); }"),
        new DiagnosticResult("ESG0301", DiagnosticSeverity.Error).WithLocation(0).WithMessage(
            "The handler 'On(OrderPlaced)' uses 'Guid.NewGuid', which gives something else on every replay; take the value before the event is raised, and carry it in the event"));

    [Test]
    public Task Takes_symbols_of_the_project_s_own() => AnalyzerVerifier<HandlerPurityAnalyzer>.VerifyWithConfigAsync(
        PurityCode.Aggregate("""
            private object? _value;
            [Handles] private void On(OrderPlaced e) { _value = {|ESG0301:Ids.Next|}(1); _value = Ids.Next("a"); _value = {|ESG0301:Ids.Last|}; _value = {|ESG0301:new Clock()|}; _value = new HashCode(); }
            """) + "\npublic static class Ids { public static int Next(int a) => a; public static int Next(string a) => 1; public static int Last => 1; } public class Clock;",
        "eventsourcing.impure_symbols = M:Ids.Next(System.Int32), P:Ids.Last T:Clock !T:System.HashCode");

    [Test]
    public Task Takes_symbols_from_additional_files()
    {
        var test = AnalyzerVerifier<HandlerPurityAnalyzer>.Create(
            [PurityCode.Aggregate("private object? _value; [Handles] private void On(OrderPlaced e) => _value = {|ESG0301:Mine.Clocks.Clock.Read|}();")
                + "\nnamespace Mine.Clocks { public static class Clock { public static int Read() => 1; } }"], "", []);
        test.TestState.AdditionalFiles.Add(("/Mine.ImpureSymbols.txt", "// ours\nN:Mine.Clocks; reads the clock // of the wall\n"));
        return test.RunAsync();
    }

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => PurityCode.VerifyMembersAsync(
        "#pragma warning disable ESG0301\nprivate Guid _id; [Handles] private void On(OrderPlaced e) => _id = Guid.NewGuid();");

    [Test]
    public Task Can_be_switched_off_by_severity() => AnalyzerVerifier<HandlerPurityAnalyzer>.VerifyWithConfigAsync(
        PurityCode.Aggregate("private Guid _id; [Handles] private void On(OrderPlaced e) => _id = Guid.NewGuid();"), "dotnet_diagnostic.ESG0301.severity = none");

    [Test]
    public Task Says_nothing_in_generated_code() => PurityCode.VerifyAsync("// <auto-generated/>\n" + PurityCode.Aggregate(
        "private Guid _id; [Handles] private void On(OrderPlaced e) => _id = Guid.NewGuid();"));

    [Test]
    public Task Sees_all_parts_nested_and_generic_types_and_bases() => AnalyzerVerifier<HandlerPurityAnalyzer>.VerifyFilesAsync(
        """
        using System;
        using EventSourcing;
        [DomainEvent] public readonly record struct OrderPaid(decimal Amount);
        public static partial class Outer<T>
        {
            public abstract partial class OrderBase : AggregateRoot<string> { protected DateTime At; [Handles] private void On(OrderPaid e) => At = {|ESG0301:DateTime.Now|}; }
            public sealed partial class Order : OrderBase { private void Touch() => At = {|ESG0301:DateTime.UtcNow|}; }
        }
        """,
        """
        using EventSourcing;
        [DomainEvent] public sealed record OrderClosed;
        public static partial class Outer<T> { partial class Order { [Handles] private void On(OrderClosed e) => Touch(); } }
        """);
}
