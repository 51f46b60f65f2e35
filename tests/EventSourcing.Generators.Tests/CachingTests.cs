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

    [TestCase(false, 1)]
    [TestCase(true, 2)]
    public void One_node_a_type_part_reaches_the_models(bool isInTwoParts, int nodes)
    {
        var handlers = Enumerable.Range(0, 20).Select(i => $"[Handles] private void On(Seen{i} e) {{ }}").ToList();
        var events = string.Concat(Enumerable.Range(0, 20).Select(i => $"internal sealed record Seen{i};"));
        if (isInTwoParts) handlers.Insert(10, "} internal sealed partial class Many {");
        var project = new TestProject("Shop", $"internal sealed partial class Many : AggregateRoot<Guid> {{ {string.Concat(handlers)} }} {events}");
        var result = project.Driver(tracks: true).RunGenerators(project.Compilation()).GetRunResult().Results.Single();
        Assert.That(result.TrackedSteps["result_ForAttributeWithMetadataName"].Sum(s => s.Outputs.Length), Is.EqualTo(nodes));
        Assert.That(result.TrackedSteps["HandlingAggregates"].Sum(s => s.Outputs.Length), Is.EqualTo(1));
    }

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
