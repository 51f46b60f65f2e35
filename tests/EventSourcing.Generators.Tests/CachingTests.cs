using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EventSourcing.Generators.Tests;

/// <summary>An edit runs again what it concerns, and nothing else.</summary>
public class CachingTests
{
    private static readonly string[] StepNames = [.. typeof(EventSourcingGenerator).Assembly
        .GetType("EventSourcing.Generators.TrackingNames", throwOnError: true)!
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (string)f.GetRawConstantValue()!)];

    private static readonly string[] WithEveryStep =
    [
        .. Sources.Representative,
        "namespace Shop; internal sealed record ThingSeen(int A); internal sealed partial class Handling : AggregateRoot<Guid> { [Handles] private void On(ThingSeen e) { } }",
        """
        namespace Shop;
        internal sealed record Dispatching([property: ReadModelKey] string Key, int Count);
        [ProcessManager("dispatching")]
        internal sealed partial class Dispatch(IReadModel<Dispatching> states) : ProcessManager<Dispatching>(states)
        {
            [Handles] private void On(ThingSeen e) => State = new Dispatching(Key, e.A);
        }
        """,
        "internal static class Unrelated { public static int Value => 1; }",
    ];

    [Test]
    public void An_unrelated_edit_runs_nothing_again()
    {
        var result = RunTwice("Value => 1", "Value => 2");
        Assert.That(StepNames, Is.Not.Empty);
        Assert.Multiple(() =>
        {
            foreach (var name in StepNames)
            {
                Assert.That(result.TrackedSteps.Keys, Does.Contain(name), "the step has run");
                Assert.That(ReasonsOf(result.TrackedSteps[name]), Is.All.EqualTo(IncrementalStepRunReason.Cached).Or.EqualTo(IncrementalStepRunReason.Unchanged), name);
            }

            Assert.That(OutputReasons(result), Is.All.EqualTo(IncrementalStepRunReason.Cached));
        });
    }

    [Test]
    public void A_new_file_runs_nothing_again()
    {
        var project = new TestProject("Shop", WithEveryStep);
        var compilation = project.Compilation();
        var driver = project.Driver(tracks: true).RunGenerators(compilation);
        var more = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class More;", project.ParseOptions, "/Shop/More.cs"));
        Assert.That(OutputReasons(driver.RunGenerators(more).GetRunResult().Results.Single()), Is.All.EqualTo(IncrementalStepRunReason.Cached));
    }

    [Test]
    public void The_body_of_a_handler_runs_nothing_again() =>
        Assert.That(
            OutputReasons(RunTwice("private void On(OrderShipped e) { }", "private void On(OrderShipped e) { _ = e.Carrier; }")),
            Is.All.EqualTo(IncrementalStepRunReason.Cached));

    [Test]
    public void A_new_member_of_an_event_emits_its_codec_alone()
    {
        var result = RunTwice("bool IsMany => Parcels > 1;", "bool IsMany => Parcels > 1; public bool IsOne => Parcels == 1;");
        Assert.That(OutputReasons(result).Count(r => r is IncrementalStepRunReason.Modified), Is.EqualTo(1));
        Assert.That(OutputReasons(result).Count(r => r is not (IncrementalStepRunReason.Modified or IncrementalStepRunReason.Cached)), Is.Zero);
    }

    [Test]
    public void A_renamed_event_emits_the_catalog_alone()
    {
        var result = RunTwice("\"order-placed\"", "\"order-put\"");
        Assert.That(OutputReasons(result).Count(r => r is IncrementalStepRunReason.Modified), Is.EqualTo(1));
    }

    [Test]
    public void A_handler_taken_away_emits_the_dispatch_of_its_aggregate_alone()
    {
        var result = RunTwice("[Handles] private void On(OrderShipped e) { }", "private void On(OrderShipped e) { }");
        Assert.That(OutputReasons(result).Count(r => r is IncrementalStepRunReason.Modified), Is.EqualTo(1));
        Assert.That(OutputReasons(result).Count(r => r is IncrementalStepRunReason.New or IncrementalStepRunReason.Removed), Is.Zero);
    }

    [TestCase("(IReadModel<OpenOrder> orders, ", "(int least = 1, IReadModel<OpenOrder> orders, ", 1, TestName = "Delivery: another parameter emits the projection alone")]
    [TestCase("\"shipments\"", "\"sendings\"", 1, TestName = "Delivery: another name emits the projection alone")]
    [TestCase("\"open_orders\"", "\"all_orders\"", 1, TestName = "Delivery: another table emits the mapping alone")]
    [TestCase("\"dispatching\"", "\"sending\"", 1, TestName = "Delivery: another name emits the process manager alone")]
    [TestCase("string Key, int Count);", "string Key, int Number);", 1, TestName = "Delivery: another column of a process's state emits its mapping alone")]
    [TestCase("new Dispatching(Key, e.A)", "new Dispatching(Key, e.A + 1)", 0, TestName = "Delivery: the body of a process's handler emits nothing")]
    [TestCase("decimal Half => Total.Amount / 2", "decimal Half => Total.Amount / 3", 0, TestName = "Delivery: the body of a row's member emits nothing")]
    [TestCase("=> [orders, courier, clock!, most]", "=> [courier, orders, clock!, most]", 0, TestName = "Delivery: the body of a projection's member emits nothing")]
    public void What_is_delivered_is_emitted_by_itself(string before, string after, int modified)
    {
        var result = RunTwice(before, after);
        Assert.That(OutputReasons(result).Count(r => r is IncrementalStepRunReason.Modified), Is.EqualTo(modified));
        Assert.That(OutputReasons(result).Count(r => r is not (IncrementalStepRunReason.Modified or IncrementalStepRunReason.Cached)), Is.Zero);
    }

    [Test]
    public void A_new_event_in_the_first_file_leaves_the_files_after_it_alone()
    {
        var result = RunTwice("namespace Shop.Orders;\n\n/// <summary>A.</summary>\npublic enum Channel", "namespace Shop.Orders;\n[DomainEvent] public sealed record AAdded(int A);\npublic enum Channel");
        Assert.That(OutputReasons(result).Count(r => r is IncrementalStepRunReason.Modified), Is.EqualTo(2), "its codecs, and the catalog");
        Assert.That(OutputReasons(result).Count(r => r is IncrementalStepRunReason.New or IncrementalStepRunReason.Removed), Is.Zero);
    }

    [TestCase("int A);", "long A);", TestName = "Declarations: the type of a parameter")]
    [TestCase("sealed record ThingSeen", "sealed record ThingHeard", TestName = "Declarations: a name")]
    [TestCase("bool IsMany => Parcels > 1;", "bool IsMany { get; init; }", TestName = "Declarations: a property that is stored now")]
    [TestCase("Version = 2, ", "Version = 1 + 2, ", TestName = "Declarations: an argument of an attribute")]
    [TestCase("DateTimeOffset? Due = null", "DateTimeOffset? Due = default", TestName = "Declarations: a default value")]
    [TestCase("namespace Shop; internal sealed record ThingSeen", "#nullable disable\nnamespace Shop; internal sealed record ThingSeen", TestName = "Declarations: the nullable context")]
    [TestCase("using System.Collections.Immutable;", "using System.Collections.Immutable; using System.Text;", TestName = "Declarations: a using directive")]
    public void What_is_declared_is_read_again(string before, string after) =>
        Assert.That(ReasonsOf(RunTwice(before, after).TrackedSteps["Declarations"]), Is.All.EqualTo(IncrementalStepRunReason.Modified));

    [Test]
    public void A_constant_counts_wherever_it_is_declared()
    {
        var project = new TestProject("Shop", "namespace Shop; internal static class Names { public const string Seen = \"seen\"; }", "namespace Shop; [DomainEvent(Names.Seen)] internal sealed record ThingSeen;");
        var compilation = project.Compilation();
        var driver = project.Driver().RunGenerators(compilation);
        var tree = compilation.SyntaxTrees.Single(t => t.ToString().Contains("const string", StringComparison.Ordinal));
        var edited = CSharpSyntaxTree.ParseText(tree.ToString().Replace("\"seen\"", "\"noticed\"", StringComparison.Ordinal), project.ParseOptions, tree.FilePath, System.Text.Encoding.UTF8);
        var catalog = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, edited)).GetRunResult().Results.Single().GeneratedSources.Single(s => s.HintName == "Shop.DomainEvents.g.cs");
        Assert.That(catalog.SourceText.ToString(), Does.Contain("\"noticed\""));
    }

    [Test]
    public void Other_references_and_options_are_read_again()
    {
        var project = new TestProject("Shop", WithEveryStep);
        var compilation = project.Compilation();
        var driver = project.Driver(tracks: true).RunGenerators(compilation);
        var library = new TestProject("Library", "namespace Library; public class Thing;").Run().Reference();
        CSharpCompilation[] others =
        [
            compilation.AddReferences(library),
            compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable)),
            compilation.WithAssemblyName("Market"),
        ];
        foreach (var other in others)
            Assert.That(ReasonsOf(driver.RunGenerators(other).GetRunResult().Results.Single().TrackedSteps["Declarations"]), Is.All.EqualTo(IncrementalStepRunReason.Modified));
    }

    [Test]
    public void What_is_read_after_many_edits_is_what_is_read_at_once()
    {
        // Every edit by itself is either noticed or has no effect: the emitted code never lags behind.
        string[][] edits =
        [
            ["Value => 1", "Value => 2"],
            ["private void On(OrderShipped e) { }", "private void On(OrderShipped e) { _ = e.Carrier; }"],
            ["int Parcels { get; init; } = 1;", "int Parcels { get; init; } = 2;"],
            ["int Parcels { get; init; } = 2;", "long Parcels { get; init; } = 2;"],
            ["enum Channel {", "enum Channel : byte {"],
            ["\"order-placed\"", "\"order-put\""],
        ];
        var project = new TestProject("Shop", WithEveryStep);
        var compilation = project.Compilation();
        var driver = project.Driver().RunGenerators(compilation);
        foreach (var edit in edits)
        {
            var tree = compilation.SyntaxTrees.Single(t => t.ToString().Contains(edit[0], StringComparison.Ordinal));
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(tree.ToString().Replace(edit[0], edit[1], StringComparison.Ordinal), project.ParseOptions, tree.FilePath, System.Text.Encoding.UTF8));
            driver = driver.RunGenerators(compilation);
            Assert.That(TextsOf(driver), Is.EqualTo(TextsOf(project.Driver().RunGenerators(compilation))), edit[1]);
        }
    }

    [Test]
    public void The_pipeline_keeps_no_compilation()
    {
        var project = new TestProject("Shop", WithEveryStep);
        var driver = project.Driver();
        var compilation = RunAndForget(project, ref driver);
        for (var i = 0; i < 5 && compilation.IsAlive; i++) GC.Collect();
        Assert.That(compilation.IsAlive, Is.False);
        GC.KeepAlive(driver);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference RunAndForget(TestProject project, ref GeneratorDriver driver)
    {
        var compilation = project.Compilation();
        driver = driver.RunGenerators(compilation).RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class More;", project.ParseOptions, "/Shop/More.cs")));
        return new WeakReference(compilation);
    }

    private static Dictionary<string, string> TextsOf(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single().GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    private static GeneratorRunResult RunTwice(string before, string after)
    {
        var project = new TestProject("Shop", WithEveryStep);
        var compilation = project.Compilation();
        var driver = project.Driver(tracks: true).RunGenerators(compilation);
        var tree = compilation.SyntaxTrees.Single(t => t.ToString().Contains(before, StringComparison.Ordinal));
        var edited = CSharpSyntaxTree.ParseText(tree.ToString().Replace(before, after, StringComparison.Ordinal), project.ParseOptions, tree.FilePath, System.Text.Encoding.UTF8);
        return driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, edited)).GetRunResult().Results.Single();
    }

    private static IEnumerable<IncrementalStepRunReason> OutputReasons(GeneratorRunResult result) => ReasonsOf(result.TrackedOutputSteps.SelectMany(s => s.Value));

    private static IEnumerable<IncrementalStepRunReason> ReasonsOf(IEnumerable<IncrementalGeneratorRunStep> steps) => steps.SelectMany(s => s.Outputs).Select(o => o.Reason);
}
