using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ProjectionBodyAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Projections;

[TestOf("ESG0706")]
public sealed class ProjectionStateTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(int Amount);

        """;

    [TestCase("private int _total; [Handles] private void On(OrderPlaced e) => {|ESG0706:_total|} += e.Amount;")]
    [TestCase("private int Total { get; set; } [Handles] private void On(OrderPlaced e) => this.{|ESG0706:Total|}++;")]
    [TestCase("private static int total; [Handles] private void On(OrderPlaced e) => {|ESG0706:total|} = 1;")]
    [TestCase("private readonly List<int> _seen = []; [Handles] private void On(OrderPlaced e) => {|ESG0706:_seen|}.Add(e.Amount);")]
    [TestCase("private readonly Dictionary<int, int> _seen = []; [Handles] private void On(OrderPlaced e) => Keep(e); private void Keep(OrderPlaced e) => {|ESG0706:_seen|}[e.Amount] = 1;")]
    public Task Reports_what_is_kept(string members) => Verify.VerifyAsync(Types + $"[Projection] public sealed partial class Totals {{ {members} }}");

    [Test]
    public Task Reports_changed_constructor_parameters() => Verify.VerifyAsync(Types + "[Projection] public sealed partial class Totals(int total = 0) { [Handles] private void On(OrderPlaced e) => {|ESG0706:total|} += e.Amount; }");

    [TestCase("private readonly int _factor; public Totals() { _factor = 2; } [Handles] private void On(OrderPlaced e) => Console.WriteLine(_factor);")]
    [TestCase("private string? _name; [Handles] private void On(OrderPlaced e) => Console.WriteLine(_name ??= e.ToString());", TestName = "Made once")]
    [TestCase("[Handles] private void On(OrderPlaced e) { var all = new List<int>(); all.Add(e.Amount); var other = new Other(); other.Total = 1; } private sealed class Other { public int Total; }")]
    public Task Accepts_what_is_not(string members) => Verify.VerifyAsync("#nullable enable\n" + Types + $"[Projection] public sealed partial class Totals {{ {members} }}");

    [Test]
    public Task Accepts_services_that_keep_something() => Verify.VerifyAsync(Types + "[Projection] public sealed partial class Totals(List<int> all) { [Handles] private void On(OrderPlaced e) => all.Add(e.Amount); }");

    [Test]
    public Task Says_nothing_of_other_classes() => Verify.VerifyAsync(Types + "public sealed class Totals { private int _total; public void On(OrderPlaced e) => _total += e.Amount; }");
}
