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
    public void A_rule_has_a_page_with_all_sections(DiagnosticDescriptor rule)
    {
        var page = File.ReadAllText(Rules.PageOf(rule));

        Assert.That(SectionHeadings().Matches(page).Select(heading => heading.Groups[1].Value), Is.EqualTo(Sections));
        Assert.That(page, Does.Contain($"dotnet_diagnostic.{rule.Id}.severity"));
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
    public void The_table_of_keys_has_every_key_that_the_rules_read_and_no_other()
    {
        var keys = typeof(PastTenseAnalyzer).Assembly.GetType("EventSourcing.Analyzers.Configuration.ConfigurationKeys", throwOnError: true)!
            .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToArray();
        var rows = KeyRows().Matches(File.ReadAllText(Path.Combine(Rules.DocumentationFolder, "README.md")));

        Assert.That(keys, Is.Not.Empty);
        Assert.That(rows.Select(row => row.Groups[1].Value), Is.EquivalentTo(keys));
    }

    [Test]
    public void A_key_is_shown_on_the_pages_that_its_row_names()
    {
        foreach (Match row in KeyRows().Matches(File.ReadAllText(Path.Combine(Rules.DocumentationFolder, "README.md"))))
        {
            var ids = Ids().Matches(row.Groups[2].Value).Select(id => id.Value).Distinct().ToArray();

            Assert.That(ids, Is.Not.Empty.And.SubsetOf(Rules.All.Select(rule => rule.Id)), row.Value);
            Assert.That(ids.Any(id => File.ReadAllText(Path.Combine(Rules.DocumentationFolder, id + ".md")).Contains(row.Groups[1].Value, StringComparison.Ordinal)), row.Value);
        }
    }

    [TestCaseSource(nameof(AllRules))]
    public void A_help_link_leads_to_the_page(DiagnosticDescriptor rule)
    {
        var path = new Uri(rule.HelpLinkUri).AbsolutePath;

        Assert.That(path, Does.Contain("/docs/diagnostics/"));
        Assert.That(File.Exists(Path.Combine(Rules.RepositoryRoot, path[(path.IndexOf("/docs/diagnostics/", StringComparison.Ordinal) + 1)..])));
    }

    [GeneratedRegex(@"^\| `(eventsourcing\.[a-z._]+)` \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex KeyRows();

    [GeneratedRegex("ESG[0-9]{4}")]
    private static partial Regex Ids();

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex SectionHeadings();
}
