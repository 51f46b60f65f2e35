using System.Collections.Immutable;
using EventSourcing.Analyzers.Configuration;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Members;
using EventSourcing.Analyzers.Naming;
using EventSourcing.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0208: an event does not repeat what its metadata says.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MetadataMemberAnalyzer : EventAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [EventShapeRules.MemberBelongsToMetadata];

    /// <summary>What to do about a member of an event that belongs to the metadata; <see langword="null"/> for every other.</summary>
    internal static string? AdviceFor(INamedTypeSymbol type, in Fact fact, AnalyzerConfigOptions options, ListedNames listed)
    {
        if (fact.Held.SpecialType == SpecialType.System_Boolean || IsAboutEvents(type, fact.Symbol.Name)) return null;
        return MetadataNames.AdviceFor(fact.Symbol.Name) ?? (listed.Has(options, fact.Symbol.Name) ? MetadataNames.AdviceForListed : null);
    }

    /// <summary>Where concerts and meetings are called events, <c>EventRescheduled</c> has an <c>EventId</c> of its own.</summary>
    private static bool IsAboutEvents(INamedTypeSymbol type, string member)
    {
        if (!member.StartsWith("Event", StringComparison.Ordinal) || type.Name.IndexOf("Event", StringComparison.Ordinal) < 0) return false;
        foreach (var token in EventName.Parse(type.Name, PastTenseWords.Default).Tokens)
        {
            if (token.Lower == "event") return true;
        }

        return false;
    }

    private protected override Action<SymbolAnalysisContext, INamedTypeSymbol> Start(Compilation compilation)
    {
        var listed = new ListedNames(ConfigurationKeys.MetadataNames);
        var reported = new ReportedOnce();
        return (context, type) =>
        {
            foreach (var fact in Facts.Of(type))
            {
                var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(fact.Location.SourceTree!);
                if (AdviceFor(type, fact, options, listed) is not { } advice || !reported.Add(fact.Symbol)) continue;
                context.ReportDiagnostic(Diagnostic.Create(EventShapeRules.MemberBelongsToMetadata, fact.Location, fact.Symbol.Name, fact.Owner.Name, advice));
            }
        };
    }
}
