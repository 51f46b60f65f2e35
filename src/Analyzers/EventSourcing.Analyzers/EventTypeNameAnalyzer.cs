using System.Collections.Immutable;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0103: the type names of events are told apart without their namespaces.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EventTypeNameAnalyzer : EventAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [NamingRules.EventNameIsUsedTwice];

    private protected override Action<SymbolAnalysisContext, INamedTypeSymbol> Start(Compilation compilation)
    {
        var index = EventIndex.TryGet(compilation)!;
        return (context, type) =>
        {
            var names = index.Names(context.CancellationToken);
            if (!names.Knows(type) || names.SameTypeNameAs(type) is not { } other) return;
            context.ReportDiagnostic(Diagnostic.Create(NamingRules.EventNameIsUsedTwice, LocationOf(type, context.Compilation), type.ToDisplayString(), other.ToDisplayString()));
        };
    }
}
