using System.Text;
using Basic.Reference.Assemblies;
using EventSourcing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CompilerBenchmarks;

/// <summary>
/// A project of a given number of aggregates, each in a file of its own with five events of five members, with a projection and its rows for every fifth of them, and the edits that are measured.
/// </summary>
internal sealed class SyntheticProject
{
    private const int Events = 5;
    private const int AggregatesOfAProjection = 5;

    public SyntheticProject(int aggregates)
    {
        var trees = Enumerable.Range(0, aggregates).Select(i => Parse(Aggregate(i), $"/Shop/Aggregate{i}.cs")).ToList();
        trees.AddRange(Enumerable.Range(0, aggregates / AggregatesOfAProjection).Select(i => Parse(Projection(i), $"/Shop/Projection{i}.cs")));
        trees.Add(Parse("namespace Shop; internal static class Unrelated { public static int Value() { return 1; } }", "/Shop/Unrelated.cs"));
        trees.Add(Parse("global using System; global using System.Collections.Generic; global using System.Threading; global using System.Threading.Tasks; global using EventSourcing;", "/Shop/Usings.cs"));
        Compilation = CSharpCompilation.Create(
            "Shop",
            trees,
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DomainEventAttribute).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14);

    public CSharpCompilation Compilation { get; }

    /// <summary>Types one character in a file without aggregates, then in a handler's body, and so on: each time something new.</summary>
    public static CSharpCompilation Edit(CSharpCompilation compilation, EditKind kind, int round)
    {
        var (path, before, after) = kind switch
        {
            EditKind.Unrelated => ("/Shop/Unrelated.cs", "return ", $"return {round} + "),
            EditKind.HandlerBody => ("/Shop/Aggregate7.cs", "Count += 0;", $"Count += 0; Count += {round};"),
            EditKind.NewHandler => ("/Shop/Aggregate7.cs", "    public int Count", $"    [Handles] private void On(Extra7X{round} e) => Count++;\n    public int Count"),
            EditKind.ProjectionBody => ("/Shop/Projection7.cs", "rows.UpsertAsync(", $"{round} < 0 ? default : rows.UpsertAsync("),
            EditKind.NewColumn => ("/Shop/Projection7.cs", "int Count", $"int More{round}, int Count"),
            _ => ("/Shop/Aggregate7.cs", "string Name0, ", $"string Name0, int More{round}, "),
        };
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath == path);
        var text = tree.GetText();
        var at = text.ToString().IndexOf(before, StringComparison.Ordinal);
        if (at < 0) throw new InvalidOperationException($"{path} has no '{before}'.");
        var edited = tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(at, before.Length), after)));
        var next = compilation.ReplaceSyntaxTree(tree, edited);
        return kind == EditKind.NewHandler ? next.AddSyntaxTrees(Parse($"namespace Shop.Area7; public sealed record Extra7X{round}(int A);", $"/Shop/Extra{round}.cs")) : next;
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), ParseOptions, path);

    // The events of five aggregates in one table, as a list of what there is would have them.
    private static string Projection(int i)
    {
        var text = new StringBuilder($"namespace Shop.Area{i * AggregatesOfAProjection};\n\n");
        text.Append($"public sealed record Listed{i}(Guid Id, [Indexed] string Name, decimal Amount, DateTimeOffset ChangedOn, int Count);\n\n");
        text.Append($"[Projection]\npublic sealed partial class Listing{i}(IReadModel<Listed{i}> rows)\n{{\n");
        for (var a = i * AggregatesOfAProjection; a < (i + 1) * AggregatesOfAProjection; a++)
        {
            text.Append($"    [Handles]\n    private ValueTask On(Shop.Area{a}.Thing{a}Changed0 e, EventContext c, CancellationToken cancellationToken) =>\n");
            text.Append($"        rows.UpsertAsync(new Listed{i}(e.Id, e.Name0, e.Amount, e.ChangedOn, Count: 1), cancellationToken);\n\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Aggregate(int i)
    {
        var text = new StringBuilder($"namespace Shop.Area{i};\n\n");
        for (var e = 0; e < Events; e++)
            text.Append($"[DomainEvent] public sealed record Thing{i}Changed{e}(Guid Id, string Name{e}, int Quantity, decimal Amount, DateTimeOffset ChangedOn);\n");
        text.Append($"\n[Aggregate]\npublic sealed partial class Thing{i} : AggregateRoot<Guid>\n{{\n    public int Count {{ get; private set; }}\n");
        for (var e = 0; e < Events; e++)
        {
            text.Append($"    public void Change{e}(string name)\n    {{\n        if (Version > 100) throw new DomainException(\"too many\");\n");
            text.Append($"        Raise(new Thing{i}Changed{e}(Id, name, 1, 2m, DateTimeOffset.UnixEpoch));\n    }}\n\n");
            text.Append($"    [Handles]\n    private void On(Thing{i}Changed{e} e)\n    {{\n        Count += {e};\n        Count += e.Quantity;\n    }}\n\n");
        }

        return text.Append("}\n").ToString();
    }
}
