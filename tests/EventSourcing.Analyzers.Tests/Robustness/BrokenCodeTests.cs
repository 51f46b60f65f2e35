using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EventSourcing.Analyzers.Tests.Robustness;

/// <summary>Analyzers see code while it is typed: most of the time it does not compile. Neither they nor the code fixes must throw.</summary>
public sealed class BrokenCodeTests
{
    /// <summary>Rules that ask for another project: a lock that cannot be read, references, another language; and those that give way to what else is wrong here.</summary>
    private static readonly string[] Missing =
        ["ESG0006", "ESG0008", "ESG0011", "ESG0012", "ESG0103", "ESG0207", "ESG0405", "ESG0509", "ESG0510", "ESG0602", "ESG0603", "ESG0607"];

    [Test]
    public async Task The_code_breaks_nearly_all_rules_when_it_is_whole()
    {
        var (found, failures) = await Unsound.AnalyzeAsync(Unsound.Source);
        var ids = found.Select(diagnostic => diagnostic.Id).ToHashSet();

        Assert.That(failures, Is.Empty);
        Assert.That(Catalogue.Rules.All.Select(rule => rule.Id).Except(ids), Is.SubsetOf(Missing));
    }

    [TestCase(NullableContextOptions.Disable)]
    [TestCase(NullableContextOptions.Annotations)]
    [TestCase(NullableContextOptions.Warnings)]
    public async Task No_analyzer_throws_where_nullable_is_not_enabled(NullableContextOptions nullable) =>
        Assert.That((await Unsound.AnalyzeAsync(Unsound.Source, nullable)).Failures, Is.Empty);

    [Test]
    public Task No_analyzer_throws_when_the_code_ends_early() => Hold(Enumerable.Range(0, Unsound.Source.Length / 3).Select(i => Unsound.Source[..(3 * i)]));

    [Test]
    public Task No_analyzer_throws_when_a_piece_is_missing() => Hold(Enumerable.Range(0, (Unsound.Source.Length - 6) / 17).Select(i => Unsound.Source.Remove(17 * i, 6)));

    [Test]
    public Task No_analyzer_throws_when_a_token_is_missing_or_doubled()
    {
        var tokens = CSharpSyntaxTree.ParseText(Unsound.Source).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).ToArray();
        return Hold(tokens.Where((_, i) => i % 12 == 0).Select(token => Unsound.Source.Remove(token.SpanStart, token.Span.Length))
            .Concat(tokens.Where((_, i) => i % 12 == 1).Select(token => Unsound.Source.Insert(token.SpanStart, token.Text + " "))));
    }

    [Test]
    public async Task Every_code_fix_can_do_what_it_offers()
    {
        var (made, failures) = await Unsound.FixAsync(Unsound.Source);

        Assert.That(failures, Is.Empty);
        Assert.That(Catalogue.Rules.Fixable.Except(made.Select(fix => fix.Id)), Is.Empty);
        foreach (var (id, title, code) in made)
        {
            Assert.That(CSharpSyntaxTree.ParseText(code).GetDiagnostics(), Is.Empty, $"{id}: {title}\n{code}");
        }
    }

    [Test]
    public async Task No_code_fix_throws_when_a_piece_is_missing()
    {
        for (var at = 0; at + 12 < Unsound.Source.Length; at += 127)
        {
            var code = Unsound.Source.Remove(at, 12);
            Assert.That((await Unsound.FixAsync(code)).Failures, Is.Empty, code);
        }
    }

    private static async Task Hold(IEnumerable<string> sources)
    {
        foreach (var source in sources) Assert.That((await Unsound.AnalyzeAsync(source)).Failures, Is.Empty, source);
    }
}
