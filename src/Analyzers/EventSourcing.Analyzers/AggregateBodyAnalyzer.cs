using System.Threading;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Analyzers.Events;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>What the analyzers of aggregates' code have in common: they see all method bodies of one aggregate at once, and nothing of other types.</summary>
public abstract class AggregateBodyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (EventIndex.TryGet(start.Compilation) is not { } index) return;
            var analyze = Start(start.Compilation, start.Options, index, out var finish, start.CancellationToken);
            if (finish is not null) start.RegisterCompilationEndAction(finish);
            start.RegisterSymbolStartAction(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    if (!Replay.IsAggregate(type)) return;
                    var bodies = new TypeBodies(type);
                    symbol.RegisterOperationBlockAction(block =>
                    {
                        // What is registered for a type is called for the types in it too.
                        if (SymbolEqualityComparer.Default.Equals(block.OwningSymbol.ContainingType, type)) bodies.Add(block.OwningSymbol, block.OperationBlocks);
                    });
                    symbol.RegisterSymbolEndAction(end => analyze(end, bodies));
                },
                SymbolKind.NamedType);
        });
    }

    /// <summary>Prepares the analysis of a compilation; what is returned is called for each aggregate, and for each class that is the base of some.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">Its options.</param>
    /// <param name="index">Its events.</param>
    /// <param name="finish">Called when all aggregates have been seen; <see langword="null"/> where nothing is left to say then.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    private protected abstract Action<SymbolAnalysisContext, TypeBodies> Start(
        Compilation compilation, AnalyzerOptions options, EventIndex index, out Action<CompilationAnalysisContext>? finish, CancellationToken cancellationToken);
}
