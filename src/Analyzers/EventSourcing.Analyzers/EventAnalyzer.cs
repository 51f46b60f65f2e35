using EventSourcing.Analyzers.Events;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>What the analyzers of events have in common: they ask nothing of a compilation without the runtime, and see each event of the others once.</summary>
public abstract class EventAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (EventIndex.TryGet(start.Compilation) is not { } index) return;
            var analyze = Start(start.Compilation);
            start.RegisterSymbolAction(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    if (index.IsEvent(type, symbol.CancellationToken)) analyze(symbol, type);
                },
                SymbolKind.NamedType);
        });
    }

    /// <summary>Prepares the analysis of a compilation; what is returned is called for each event that it declares.</summary>
    private protected abstract Action<SymbolAnalysisContext, INamedTypeSymbol> Start(Compilation compilation);

    /// <summary>Where an event is named: in the part with the attribute, or else in the first part.</summary>
    internal static Location LocationOf(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.Locations.Length == 1 || EventIndex.TryGet(compilation) is not { } index) return type.Locations[0];
        var marked = RuntimeTypes.TryGetAttribute(type, index.Types.DomainEventAttribute)?.ApplicationSyntaxReference;
        Location? nearest = null;
        foreach (var location in type.Locations)
        {
            // The name that follows the attribute.
            if (location.SourceTree != marked?.SyntaxTree || location.SourceSpan.Start < marked!.Span.End) continue;
            if (nearest is null || location.SourceSpan.Start < nearest.SourceSpan.Start) nearest = location;
        }

        return nearest ?? type.Locations[0];
    }
}
