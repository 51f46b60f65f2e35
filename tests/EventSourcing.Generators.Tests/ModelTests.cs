using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Generators.Tests;

/// <summary>The values that the pipeline keeps hold nothing of a compilation: checked by the shapes of their types, so that nothing can hide in an empty list.</summary>
public class ModelTests
{
    [Test]
    public void No_model_holds_anything_of_a_compilation()
    {
        var project = new TestProject("Shop", [.. Sources.Representative, "internal sealed record Seen; internal sealed partial class H : AggregateRoot<Guid> { [Handles] private void On(Seen e) { } }"]);
        var result = project.Driver(tracks: true).RunGenerators(project.Compilation()).GetRunResult().Results.Single();
        // The declarations hold syntax trees on purpose, and compare them themselves: decision 0011. CachingTests hold that they keep no compilation.
        var names = typeof(EventSourcingGenerator).Assembly.GetType("EventSourcing.Generators.TrackingNames")!.GetFields().Select(f => (string)f.GetRawConstantValue()!).Where(n => n != "Declarations");
        var types = names.SelectMany(n => result.TrackedSteps[n]).SelectMany(s => s.Outputs).Select(o => o.Value.GetType()).Distinct().ToList();
        Assert.That(types.Select(t => t.Name), Does.Contain("AggregateModel").And.Contain("ProjectionModel").And.Contain("RowModel").And.Contain("ProjectReading").And.Contain("FileReading").And.Contain("CodecFile").And.Contain("CatalogModel").And.Contain("ProjectModel"));
        Assert.That(types.SelectMany(Forbidden), Is.Empty);
    }

    [TestCase(typeof(WithSymbol))]
    [TestCase(typeof(WithLocation))]
    [TestCase(typeof(WithHiddenNode))]
    [TestCase(typeof(WithArray))]
    [TestCase(typeof(WithImmutableArray))]
    public void The_check_finds_what_it_looks_for(Type mutant) => Assert.That(Forbidden(mutant), Is.Not.Empty);

    [Test]
    public void Models_equal_by_value()
    {
        var result = new[] { 1, 2 }.Select(_ =>
        {
            var project = new TestProject("Shop", Sources.Representative);
            return project.Driver(tracks: true).RunGenerators(project.Compilation()).GetRunResult().Results.Single().TrackedSteps["Catalog"].Single().Outputs.Single().Value;
        }).ToArray();
        Assert.That(result[0], Is.EqualTo(result[1]).And.Not.SameAs(result[1]));
        Assert.That(result[0].GetHashCode(), Is.EqualTo(result[1].GetHashCode()));
    }

    private static IEnumerable<string> Forbidden(Type root)
    {
        var seen = new HashSet<Type>();
        var waiting = new Queue<(Type Type, string Path)>([(root, root.Name)]);
        while (waiting.TryDequeue(out var next))
        {
            var (type, path) = next;
            if (!seen.Add(type) || type.IsPrimitive || type.IsEnum || type == typeof(string)) continue;
            if (type.Assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || type == typeof(object)) yield return path;
            else if (type.IsArray && !IsInsideEquatableArray(path)) yield return path + " (compared by reference)";
            else if (type is { IsGenericType: true, Name: "ImmutableArray`1" }) yield return path + " (compared by reference)";
            else if (!type.IsArray && typeof(IEnumerable).IsAssignableFrom(type) && !type.Name.StartsWith("EquatableArray", StringComparison.Ordinal)) yield return path + " (compared by reference)";

            if (type.IsArray) waiting.Enqueue((type.GetElementType()!, path + "[]"));
            foreach (var argument in type.IsGenericType ? type.GetGenericArguments() : []) waiting.Enqueue((argument, path + "<>"));
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                waiting.Enqueue((field.FieldType, $"{path}.{(type.Name.StartsWith("EquatableArray", StringComparison.Ordinal) ? "(items)" : field.Name)}"));
        }
    }

    private static bool IsInsideEquatableArray(string path) => path.EndsWith(".(items)", StringComparison.Ordinal);

    private sealed record WithSymbol(string Name, ISymbol? Symbol);

    private sealed record WithLocation(Location? Location);

    private sealed record WithHiddenNode(Hidden Inner);

    private sealed record Hidden(IReadOnlyList<SyntaxNode> Nodes);

    private sealed record WithArray(int[] Values);

    private sealed record WithImmutableArray(System.Collections.Immutable.ImmutableArray<int> Values);
}
