namespace EventSourcing.Generators.Tests;

/// <summary>What is emitted for projections compiles without a warning, and names what it should.</summary>
public class ProjectionTests
{
    private const string Usings = "using System.Threading; using System.Threading.Tasks; namespace App;\n";

    private const string Events = """
        internal interface IFact;
        internal abstract record Moved : IFact;
        internal sealed record Deposited(decimal Amount) : Moved;
        internal sealed record Withdrawn(decimal Amount) : Moved;
        internal sealed record Opened(string Owner) : IFact;

        """;

    [Test]
    public void Events_without_an_attribute_are_listed_and_so_is_the_projection()
    {
        var sources = Run("[Projection] internal sealed partial class MoneyMoved { [Handles] private void On(Deposited e) { } [Handles] private void On(IFact e) { } }").MustCompile().Sources;
        Assert.That(sources["App.DomainEvents.g.cs"], Does.Contain("\"deposited\"").And.Contain("DescribeProjection<global::App.MoneyMoved>()").And.Not.Contain("\"opened\""));
        Assert.That(sources["App.MoneyMoved.Projection.g.cs"], Does.Contain("\"money-moved\",\n").And.Contain("            1,\n"));
        Assert.That(sources, Does.Not.ContainKey("App.MoneyMoved.Aggregate.g.cs"));
    }

    [Test]
    public void The_most_derived_handler_is_asked_first()
    {
        var dispatch = Run("[Projection] internal sealed partial class All { [Handles] void A(IFact e) { } [Handles] void B(Moved e) { } [Handles] void C(Withdrawn e) { } [Handles] void D(object e) { } }").MustCompile().Sources["App.All.Projection.g.cs"];
        string[] order = ["this.C(e)", "this.B(e)", "this.A(e)", "this.D(e)"];
        Assert.That(order.Select(call => dispatch.IndexOf(call, StringComparison.Ordinal)), Is.Ordered.And.All.Positive);
    }

    [TestCase("void On(Opened e)", "this.On(e);")]
    [TestCase("async Task On(Opened e) => await Task.Yield();//", "return new global::System.Threading.Tasks.ValueTask(this.On(e));")]
    [TestCase("ValueTask On(Opened e) => default;//", "return this.On(e);")]
    [TestCase("ValueTask On(Opened e, EventContext c) => default;//", "return this.On(e, context);")]
    [TestCase("ValueTask On(Opened e, CancellationToken t) => default;//", "return this.On(e, cancellationToken);")]
    [TestCase("ValueTask On(Opened e, EventContext c, CancellationToken t) => default;//", "return this.On(e, context, cancellationToken);")]
    [TestCase("void @event(Opened e)", "this.@event(e);")]
    public void Every_signature_is_called(string method, string call) =>
        Assert.That(Run($"[Projection] internal sealed partial class P {{ [Handles] {method} {{ }}\n}}").MustCompile().Sources["App.P.Projection.g.cs"], Does.Contain(call));

    [TestCase("async void On(Opened e) { await Task.Yield(); }")]
    [TestCase("static void On(Opened e) { }")]
    [TestCase("ValueTask<int> On(Opened e) => default;")]
    [TestCase("int On(Opened e) => 1;")]
    [TestCase("void On(Opened e, string more) { }")]
    [TestCase("void On(Opened e, CancellationToken t, EventContext c) { }")]
    [TestCase("void On(IReadOnlyList<HandledEvent<Opened>> e, EventContext c) { }")]
    [TestCase("void On(IReadOnlyList<Opened> e) { }")]
    [TestCase("void On(EventContext e) { }")]
    [TestCase("void On<T>(T e) { }")]
    [TestCase("void On(string e) { }")]
    [TestCase("void On(ref Opened e) { }")]
    public void A_handler_that_cannot_be_called_is_left_out(string method)
    {
        var sources = Run($"[Projection] internal sealed partial class P {{ [Handles] private void Known(Deposited e) {{ }} [Handles] private {method} }}").MustCompile().Sources;
        Assert.That(sources["App.P.Projection.g.cs"], Does.Contain("case global::App.Deposited e:").And.Not.Contain("case global::App.Opened e:"));
    }

    [TestCase("internal sealed partial class P(IFormatProvider a)", "dependencies.Service<global::System.IFormatProvider>()")]
    [TestCase("internal sealed partial class P(IFormatProvider? a)", "dependencies.OptionalService<global::System.IFormatProvider>()")]
    [TestCase("internal sealed partial class P(IFormatProvider? a = null)", "dependencies.OptionalService<global::System.IFormatProvider>()")]
    [TestCase("internal sealed partial class P(int a = 3)", "            3)")]
    [TestCase("internal sealed partial class P(string a = \"x\")", "            \"x\")")]
    [TestCase("internal sealed partial class P(DayOfWeek a = DayOfWeek.Friday)", "            (global::System.DayOfWeek)(5))")]
    [TestCase("internal sealed partial record P(IFormatProvider A)", "dependencies.Service<global::System.IFormatProvider>()")]
    public void The_constructor_gets_what_it_asks_for(string declaration, string argument)
    {
        var use = declaration.Contains("record", StringComparison.Ordinal) ? "" : "private object? A => a;";
        Assert.That(Run($"[Projection] {declaration} {{ {use} [Handles] private void On(Opened e) {{ }} }}").MustCompile().Sources["App.P.Projection.g.cs"], Does.Contain(argument));
    }

    [TestCase("public P() { } private P(int a) { }")]
    [TestCase("private P() { }")]
    [TestCase("")]
    public void One_constructor_is_chosen(string constructors) =>
        Assert.That(Run($"[Projection] internal sealed partial class P {{ {constructors} [Handles] private void On(Opened e) {{ }} }}").MustCompile().Sources["App.P.Projection.g.cs"], Does.Contain("static dependencies => new global::App.P());"));

    [TestCase("[Projection] internal sealed partial class P { public P() { } public P(int a) { } [Handles] private void On(Opened e) { } }")]
    [TestCase("[Projection] internal sealed partial class P { public P(int a) { } [Handles] private void On(Opened e) { } }")]
    [TestCase("[Projection] internal sealed partial class P { public P(string a) { } [Handles] private void On(Opened e) { } }")]
    [TestCase("[Projection] internal sealed partial class P { public P(CancellationToken a) { } [Handles] private void On(Opened e) { } }")]
    [TestCase("[Projection] internal sealed partial class P { public required string Name { get; init; } [Handles] private void On(Opened e) { } }")]
    [TestCase("[Projection] internal sealed class P { [Handles] private void On(Opened e) { } }")]
    [TestCase("[Projection] internal abstract partial class P { [Handles] private void On(Opened e) { } }")]
    [TestCase("[Projection] internal static partial class P { [Handles] private static void On(Opened e) { } }")]
    [TestCase("[Projection] internal sealed partial class P<T> { [Handles] private void On(Opened e) { } }")]
    [TestCase("[Projection(\" \")] internal sealed partial class P { [Handles] private void On(Opened e) { } }")]
    [TestCase("[Projection(\"a@b\")] internal sealed partial class P { [Handles] private void On(Opened e) { } }")]
    [TestCase("[Projection(Version = 0)] internal sealed partial class P { [Handles] private void On(Opened e) { } }")]
    [TestCase("internal partial class B { [Handles] private void On(Opened e) { } } [Projection] internal sealed partial class P : B { [Handles] private void On(Deposited e) { } }")]
    public void What_cannot_be_a_projection_gets_nothing(string code) => Assert.That(Run(code).MustCompile().Sources.Keys, Has.None.EndWith("Projection.g.cs"));

    [Test]
    public void Runs_are_cut_where_another_handler_takes_an_event()
    {
        var dispatch = Run("[Projection] internal sealed partial class P { [Handles] private ValueTask On(IReadOnlyList<HandledEvent<Moved>> events) => default; [Handles] private void On(Withdrawn e) { } }").MustCompile().Sources["App.P.Projection.g.cs"];
        Assert.That(dispatch, Does.Contain("HandlesRuns = true,").And.Contain("HandledEvents.Run<global::App.Moved>(events, start, end)").And.Contain("global::App.Withdrawn => -1,").And.Contain("global::App.Moved => 1,"));
    }

    [TestCase("static string KeyOf(Opened e) => e.Owner;", "global::App.Opened e => global::App.P.KeyOf(e),")]
    [TestCase("static int? KeyOf(Opened e) => 1;", "global::App.Opened e => global::EventSourcing.ProjectionDescriptor.KeyText(global::App.P.KeyOf(e)),")]
    [TestCase("static Guid KeyOf(IFact e, EventMetadata m) => m.EventId;", "global::App.IFact e => global::EventSourcing.ProjectionDescriptor.KeyText(global::App.P.KeyOf(e, recorded.Metadata)),")]
    public void Keys_are_asked_for(string method, string expected) =>
        Assert.That(Run($"[Projection] internal sealed partial class P {{ [Handles] private void On(Opened e) {{ }} [PartitionKey] private {method} }}").MustCompile().Sources["App.P.Projection.g.cs"], Does.Contain(expected));

    [TestCase("string KeyOf(Opened e) => e.Owner;")]
    [TestCase("static void KeyOf(Opened e) { }")]
    [TestCase("static Task<string> KeyOf(Opened e) => Task.FromResult(e.Owner);")]
    [TestCase("static string KeyOf(Opened e, int more) => e.Owner;")]
    [TestCase("static string KeyOf(string e) => e;")]
    public void A_method_that_gives_no_key_is_left_out(string method) =>
        Assert.That(Run($"[Projection] internal sealed partial class P {{ [Handles] private void On(Opened e) {{ }} [PartitionKey] private {method} }}").MustCompile().Sources["App.P.Projection.g.cs"], Does.Not.Contain("Key ="));

    [Test]
    public void Nested_and_global_projections_are_emitted() => new TestProject(
        "App",
        """
        internal sealed record Opened;
        internal partial class Outer<T> { }
        internal static partial class Bank
        {
            [Projection] private sealed partial class Hidden { [Handles] private void On(Opened e) { } }
            [Projection] internal sealed partial record @class { [Handles] private void On(Opened e) { } }
        }
        """) { RootNamespace = "" }.Run().MustCompile();

    [Test]
    public void An_event_of_another_assembly_without_a_catalog_is_listed_here()
    {
        var library = new TestProject("Library", "namespace Library; /** <summary>A.</summary> */ public sealed record ThingSeen(int A);").Run().Reference();
        var sources = new TestProject("App", "[Projection] internal sealed partial class P { [Handles] private void On(Library.ThingSeen e) { } }").Referencing(library).Run().MustCompile().Sources;
        Assert.That(sources["App.DomainEvents.g.cs"], Does.Contain("\"thing-seen\""));
    }

    [Test]
    public void A_catalog_lists_the_projections_of_what_it_includes()
    {
        var library = new TestProject("Library", "namespace Library; /** <summary>A.</summary> */ public sealed record ThingSeen(int A); /** <summary>A.</summary> */ [Projection] public sealed partial class Things { [Handles] private void On(ThingSeen e) { } }").Run().MustCompile().Reference();
        var sources = new TestProject("App", "[DomainEvent] internal sealed record Opened;").Referencing(library).Run().MustCompile().Sources;
        Assert.That(sources["App.DomainEvents.g.cs"], Does.Contain("Library_").And.Not.Contain("DescribeProjection"));
    }

    private static TestResult Run(string code) => new TestProject("App", Usings + Events + code).Run();
}
