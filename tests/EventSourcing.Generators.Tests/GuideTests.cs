using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Generators.Tests;

/// <summary>The code of each guide compiles as it stands: its blocks, one after the other, are one project.</summary>
public partial class GuideTests
{
    [TestCaseSource(nameof(Guides))]
    public void Every_block_of_a_guide_compiles(string guide)
    {
        var lines = Blocks().Matches(File.ReadAllText(Path.Combine(Folder, guide))).SelectMany(m => m.Groups[1].Value.Split('\n')).ToList();
        Assert.That(lines, Is.Not.Empty);
        var source = string.Join('\n', lines.Where(IsUsing).Append("using System.Linq;").Distinct().Concat(lines.Where(l => !IsUsing(l))));
        new TestProject("Library", source) { IsDocumented = false }.Referencing(Adapters).Run().MustCompile();
    }

    /// <summary>What a guide may use beside the core.</summary>
    private static MetadataReference[] Adapters { get; } =
        [.. Directory.GetFiles(AppContext.BaseDirectory, "Microsoft.Extensions.*.dll")
            .Append(typeof(EventSourcingBuilder).Assembly.Location)
            .Append(typeof(PostgreSqlEventStore).Assembly.Location)
            .Append(typeof(SqliteEventStore).Assembly.Location)
            .Append(typeof(Testing.EventStoreContract).Assembly.Location)
            .Append(typeof(TestAttribute).Assembly.Location)
            .Append(typeof(Npgsql.NpgsqlDataSource).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path))];

    private static string Folder => Path.Combine(SnapshotTests.Repository(), "docs", "guides");

    private static IEnumerable<string> Guides() => Directory.GetFiles(Folder, "*.md").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';');

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
