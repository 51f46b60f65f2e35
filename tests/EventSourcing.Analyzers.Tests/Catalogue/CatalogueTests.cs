using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Tests.Catalogue;

/// <summary>Ids, descriptors, pages, index, release table, fixtures and fixes say the same.</summary>
public sealed partial class CatalogueTests
{
    private static readonly string[] Sections =
        ["Cause", "Why", "Example of a violation", "How to fix", "Configuration", "When to suppress"];

    private static IEnumerable<TestCaseData> AllRules() => Rules.All.Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.Id));

    [Test]
    public void Every_id_is_the_id_of_one_rule()
    {
        var ids = typeof(RuleIdentifiers).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToArray();

        Assert.That(ids, Is.Unique);
        Assert.That(ids, Is.All.Matches("^ESG[0-9]{4}$"));
        Assert.That(Rules.All.Select(rule => rule.Id), Is.EquivalentTo(ids));
    }

    [TestCaseSource(nameof(AllRules))]
    public void A_descriptor_is_complete(DiagnosticDescriptor rule)
    {
        Assert.That(rule.Title.ToString(), Is.Not.Empty.And.Not.EndsWith("."));
        Assert.That(rule.MessageFormat.ToString(), Is.Not.Empty.And.Not.EndsWith("."));
        Assert.That(rule.Description.ToString(), Does.EndWith("."));
        Assert.That(rule.IsEnabledByDefault, Is.EqualTo(rule.Id is not "ESG0408"));
        Assert.That(rule.HelpLinkUri, Does.StartWith("https://").And.EndsWith($"/docs/diagnostics/{rule.Id}.md"));
    }

    [TestCaseSource(nameof(AllRules))]
    public void A_rule_has_a_page_in_step_with_its_descriptor(DiagnosticDescriptor rule)
    {
        var page = File.ReadAllText(Rules.PageOf(rule));

        Assert.That(page, Does.StartWith($"# {rule.Id}: {rule.Title}\n"));
        Assert.That(page, Does.Contain($"| Category | {rule.Category} |\n| Severity | {rule.DefaultSeverity} |\n| Code fix | {YesNo(rule)} |\n"));
        Assert.That(SectionHeadings().Matches(page).Select(heading => heading.Groups[1].Value), Is.EqualTo(Sections));
        Assert.That(page, Does.Contain($"dotnet_diagnostic.{rule.Id}.severity"));
    }

    [TestCaseSource(nameof(AllRules))]
    public void A_rule_has_a_row_in_the_index(DiagnosticDescriptor rule)
    {
        var index = File.ReadAllText(Path.Combine(Rules.DocumentationFolder, "README.md"));

        Assert.That(index, Does.Contain($"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {rule.DefaultSeverity} | {YesNo(rule)} |\n"));
    }

    [TestCaseSource(nameof(AllRules))]
    public void A_rule_has_a_row_in_the_release_table(DiagnosticDescriptor rule)
    {
        var folder = Path.Combine(Rules.RepositoryRoot, "src", "Analyzers", "EventSourcing.Analyzers");
        var tables = File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Shipped.md")) + File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Unshipped.md"));

        Assert.That(tables, Does.Contain($"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | [{rule.Title}](../../../docs/diagnostics/{rule.Id}.md)\n"));
    }

    [TestCaseSource(nameof(AllRules))]
    public void A_rule_has_a_test_fixture(DiagnosticDescriptor rule)
    {
        var fixtures = typeof(CatalogueTests).Assembly.GetTypes()
            .Where(type => type.GetCustomAttributes<TestOfAttribute>().Any(of => (string?)of.Properties.Get("TestOf") == rule.Id));

        Assert.That(fixtures, Is.Not.Empty);
    }

    [Test]
    public void There_is_no_page_without_a_rule()
    {
        var pages = Directory.EnumerateFiles(Rules.DocumentationFolder, "ESG*.md").Select(Path.GetFileNameWithoutExtension);

        Assert.That(pages, Is.EquivalentTo(Rules.All.Select(rule => rule.Id)));
    }

    [Test]
    public void Every_fix_is_for_a_rule() => Assert.That(Rules.Fixable, Is.SubsetOf(Rules.All.Select(rule => rule.Id)));

    [Test]
    public void Every_configuration_key_is_documented()
    {
        var keys = typeof(PastTenseAnalyzer).Assembly.GetType("EventSourcing.Analyzers.Configuration.ConfigurationKeys", throwOnError: true)!
            .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToArray();
        var index = File.ReadAllText(Path.Combine(Rules.DocumentationFolder, "README.md"));

        Assert.That(keys, Is.Not.Empty);
        foreach (var key in keys) Assert.That(index, Does.Contain($"`{key}`"));
    }

    private static string YesNo(DiagnosticDescriptor rule) => Rules.Fixable.Contains(rule.Id) ? "Yes" : "No";

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex SectionHeadings();
}
