using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EventSourcing.Analyzers.Tests.Catalogue;

/// <summary>Index, headers and presets say what the descriptors say.</summary>
public sealed class GeneratedFileTests
{
    private static IEnumerable<TestCaseData> AllRules() => Rules.All.Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.Id));

    [Test]
    public void The_index_lists_all_rules() =>
        AssertWritten(Path.Combine(Rules.DocumentationFolder, "README.md"), GeneratedFiles.WithTable);

    [TestCaseSource(nameof(AllRules))]
    public void A_page_begins_with_the_facts_of_its_rule(DiagnosticDescriptor rule) =>
        AssertWritten(Rules.PageOf(rule), page => GeneratedFiles.WithHeader(page, rule));

    [TestCaseSource(typeof(GeneratedFiles), nameof(GeneratedFiles.Presets))]
    public void A_preset_sets_all_rules(string preset) =>
        AssertWritten(Path.Combine(GeneratedFiles.PresetFolder, preset + ".editorconfig"), _ => GeneratedFiles.Preset(preset));

    [TestCase("default", "ESG0001", ReportDiagnostic.Error)]
    [TestCase("default", "ESG0101", ReportDiagnostic.Warn)]
    [TestCase("default", "ESG0102", ReportDiagnostic.Info)]
    [TestCase("default", "ESG0408", ReportDiagnostic.Suppress)]
    [TestCase("all-warnings", "ESG0001", ReportDiagnostic.Error)]
    [TestCase("all-warnings", "ESG0102", ReportDiagnostic.Warn)]
    [TestCase("all-warnings", "ESG0408", ReportDiagnostic.Warn)]
    [TestCase("none", "ESG0001", ReportDiagnostic.Suppress)]
    [TestCase("none", "ESG0101", ReportDiagnostic.Suppress)]
    public void The_compiler_reads_a_preset(string preset, string id, ReportDiagnostic expected)
    {
        using var stream = File.OpenRead(Path.Combine(GeneratedFiles.PresetFolder, preset + ".editorconfig"));
        var set = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse(SourceText.From(stream), $"/packages/{preset}.editorconfig") }, out var diagnostics);

        Assert.That(diagnostics, Is.Empty);
        Assert.That(set.GlobalConfigOptions.TreeOptions[id], Is.EqualTo(expected));
        Assert.That(set.GlobalConfigOptions.TreeOptions, Has.Count.EqualTo(Rules.All.Count));
    }

    [Test]
    public void What_a_user_configures_wins_over_a_preset()
    {
        var preset = AnalyzerConfig.Parse(GeneratedFiles.Preset("none"), "/packages/none.editorconfig");
        var own = AnalyzerConfig.Parse("root = true\n[*.cs]\ndotnet_diagnostic.ESG0101.severity = error\n", "/src/.editorconfig");

        var options = AnalyzerConfigSet.Create(new[] { preset, own }).GetOptionsForSourcePath("/src/Order.cs");

        Assert.That(options.TreeOptions["ESG0101"], Is.EqualTo(ReportDiagnostic.Error));
    }

    private static void AssertWritten(string path, Func<string, string> write)
    {
        var current = File.Exists(path) ? File.ReadAllText(path) : "";
        var expected = write(current);
        if (current == expected) return;
        if (Environment.GetEnvironmentVariable(GeneratedFiles.UpdateVariable) == "1") File.WriteAllText(path, expected);
        else Assert.That(current, Is.EqualTo(expected), $"'{path}' is not what the descriptors say. Run these tests with {GeneratedFiles.UpdateVariable}=1 to write it.");
    }
}
