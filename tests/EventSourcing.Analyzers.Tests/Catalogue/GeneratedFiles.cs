using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Tests.Catalogue;

/// <summary>What is written from the descriptors: the index, the header of each page and the presets.</summary>
internal static partial class GeneratedFiles
{
    /// <summary>Set to 1, the tests write the files instead of comparing them.</summary>
    public const string UpdateVariable = "EVENTSOURCING_UPDATE_DOCS";

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Releases = new(ReadReleases);

    public static string PresetFolder { get; } = Path.Combine(Rules.RepositoryRoot, "src", "Runtime", "EventSourcing", "configuration");

    /// <summary>The names of the presets.</summary>
    public static IReadOnlyList<string> Presets { get; } = ["default", "all-warnings", "none"];

    /// <summary>The text of a preset: a global analyzer configuration, below those of the user.</summary>
    public static string Preset(string name)
    {
        var text = new StringBuilder("is_global = true\nglobal_level = -1\n");
        foreach (var rule in Rules.All) text.Append($"\n# {rule.Id}: {rule.Title}\ndotnet_diagnostic.{rule.Id}.severity = {SeverityIn(name, rule)}\n");
        return text.ToString();
    }

    /// <summary>The table of the index.</summary>
    public static string IndexTable()
    {
        var table = new StringBuilder("| id | rule | category | severity | code fix |\n|---|---|---|---|---|\n");
        foreach (var rule in Rules.All) table.Append($"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {rule.Category} | {SeverityOf(rule)} | {YesNo(rule)} |\n");
        return table.ToString();
    }

    /// <summary>The first lines of a rule's page, up to and with the empty line behind its table.</summary>
    public static string Header(DiagnosticDescriptor rule) =>
        $"# {rule.Id}: {rule.Title}\n\n| | |\n|---|---|\n| Category | {rule.Category} |\n| Severity | {SeverityOf(rule)} |\n| Code fix | {YesNo(rule)} |\n| Since | {Releases.Value[rule.Id]} |\n\n";

    /// <summary>The index with the table replaced.</summary>
    public static string WithTable(string index) => Table().Replace(index, IndexTable().Replace("$", "$$", StringComparison.Ordinal), count: 1);

    /// <summary>The page with the header replaced.</summary>
    public static string WithHeader(string page, DiagnosticDescriptor rule)
    {
        var cause = page.IndexOf("## Cause\n", StringComparison.Ordinal);
        return Header(rule) + page[Math.Max(cause, 0)..];
    }

    private static string SeverityOf(DiagnosticDescriptor rule) => rule.IsEnabledByDefault ? $"{rule.DefaultSeverity}" : $"{rule.DefaultSeverity}, off by default";

    private static string YesNo(DiagnosticDescriptor rule) => Rules.Fixable.Contains(rule.Id) ? "Yes" : "No";

    private static string SeverityIn(string preset, DiagnosticDescriptor rule) => (preset, rule) switch
    {
        ("none", _) => "none",
        (_, { DefaultSeverity: DiagnosticSeverity.Error }) => "error",
        ("all-warnings", _) or (_, { IsEnabledByDefault: true, DefaultSeverity: DiagnosticSeverity.Warning }) => "warning",
        (_, { IsEnabledByDefault: true }) => "suggestion",
        _ => "none",
    };

    /// <summary>The release that brought each rule, from the release tables; what is not shipped comes with the version that is being made.</summary>
    private static Dictionary<string, string> ReadReleases()
    {
        var folder = Path.Combine(Rules.RepositoryRoot, "src", "Analyzers", "EventSourcing.Analyzers");
        var properties = File.ReadAllText(Path.Combine(Rules.RepositoryRoot, "Directory.Build.props"));
        var release = VersionPrefix().Match(properties).Groups[1].Value;
        var releases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadAllLines(Path.Combine(folder, "AnalyzerReleases.Unshipped.md")).Concat(File.ReadAllLines(Path.Combine(folder, "AnalyzerReleases.Shipped.md"))))
        {
            if (line.StartsWith("## Release ", StringComparison.Ordinal)) release = line["## Release ".Length..].Trim();
            if (line.StartsWith("ESG", StringComparison.Ordinal)) releases[line[..7]] = release;
        }

        return releases;
    }

    [GeneratedRegex(@"^\| id \| rule \|.*\n(?:\|.*\n)*", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex("<VersionPrefix>(.+?)</VersionPrefix>")]
    private static partial Regex VersionPrefix();
}
