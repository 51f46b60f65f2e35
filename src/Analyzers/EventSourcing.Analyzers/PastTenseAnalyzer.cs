using System.Collections.Immutable;
using EventSourcing.Analyzers.Configuration;
using EventSourcing.Analyzers.Naming;
using EventSourcing.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0101 and ESG0102: an event is named after what has happened.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PastTenseAnalyzer : EventAnalyzer
{
    private const string Example = "OrderPlaced";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [NamingRules.EventNameIsNotPastTense, NamingRules.EventNameIsAdjectiveAndNoun];

    private protected override Action<SymbolAnalysisContext, INamedTypeSymbol> Start(Compilation compilation)
    {
        var configuration = new PastTenseConfiguration();
        return (context, type) => Analyze(context, type, configuration);
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, PastTenseConfiguration configuration)
    {
        if (type.IsAbstract || !HasLatinLetter(type.Name)) return;
        var location = LocationOf(type, context.Compilation);
        if (location.SourceTree is not { } tree) return;
        var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(tree);
        if (!PastTenseConfiguration.IsEnabled(options)) return;

        var words = configuration.WordsOf(options);
        var rule = PastTense.Judge(type.Name, words) switch
        {
            EventNameVerdict.PastTense => null,
            EventNameVerdict.AdjectiveAndNoun => NamingRules.EventNameIsAdjectiveAndNoun,
            _ => NamingRules.EventNameIsNotPastTense,
        };
        if (rule is null) return;

        var suggestion = PastTenseSuggestion.TryFind(type.Name, words);
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (suggestion is not null) properties = properties.Add(FixHints.NewName, suggestion);
        context.ReportDiagnostic(Diagnostic.Create(rule, location, properties, type.Name, suggestion ?? Example));
    }

    /// <summary>A name in another script is in another language: the rule knows English only.</summary>
    private static bool HasLatinLetter(string name)
    {
        foreach (var letter in name)
        {
            if (letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')) return true;
        }

        return false;
    }
}
