using System.Collections.Generic;
using System.Collections.Immutable;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Analyzers.Configuration;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Immutability;
using EventSourcing.Analyzers.Purity;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0507: what an upcaster gives follows from what is stored, and from nothing else.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UpcasterPurityAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UpcastRules.WrongUpcaster];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is not { } index || index.Upcasters(start.CancellationToken).Count == 0) return;
            var roots = RootsByType(index.Upcasters(start.CancellationToken));
            var configuration = new PurityConfiguration(start.Options, start.CancellationToken);
            var mutableTypes = new MutableTypes(start.Compilation);
            start.RegisterSymbolStartAction(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    if (!roots.TryGetValue(type, out var upcasters)) return;
                    var bodies = new TypeBodies(type);
                    symbol.RegisterOperationBlockAction(block =>
                    {
                        if (SymbolEqualityComparer.Default.Equals(block.OwningSymbol.ContainingType, type)) bodies.Add(block.OwningSymbol, block.OperationBlocks);
                    });
                    symbol.RegisterSymbolEndAction(end => Analyze(end, bodies, upcasters, configuration, mutableTypes));
                },
                SymbolKind.NamedType);
        });
    }

    private static Dictionary<INamedTypeSymbol, List<IMethodSymbol>> RootsByType(IReadOnlyList<UpcasterReading> upcasters)
    {
        var roots = new Dictionary<INamedTypeSymbol, List<IMethodSymbol>>(SymbolEqualityComparer.Default);
        foreach (var upcaster in upcasters)
        {
            // One that cannot be called at all is reported for that.
            if (upcaster.Fault is not null) continue;
            if (!roots.TryGetValue(upcaster.Method.ContainingType, out var methods)) roots.Add(upcaster.Method.ContainingType, methods = []);
            methods.Add(upcaster.Method);
        }

        return roots;
    }

    private static void Analyze(SymbolAnalysisContext context, TypeBodies bodies, List<IMethodSymbol> upcasters, PurityConfiguration configuration, MutableTypes mutableTypes)
    {
        var found = new PurityEngine(bodies, upcasters, mutableTypes, context.CancellationToken)
            .Find(root => configuration.SymbolsOf(OptionsFor(context, root)), root => PurityConfiguration.DepthOf(OptionsFor(context, root)));
        foreach (var impurity in found)
        {
            if (AdviceFor(impurity.Kind) is not { } advice) continue;
            context.ReportDiagnostic(Diagnostic.Create(
                UpcastRules.WrongUpcaster,
                impurity.Location,
                impurity.Root.ContainingType.Name + "." + impurity.Root.Name,
                $"it uses '{impurity.What}', and a stored event must be read as the same on every machine and at any time",
                advice));
        }
    }

    private static string? AdviceFor(ImpurityKind kind) => kind switch
    {
        ImpurityKind.Nondeterministic => "use what the old event and its EventMetadata say, or a fixed value",
        ImpurityKind.SideEffect => "make the new event of the old one alone",
        ImpurityKind.OutsideState or ImpurityKind.Raises => "use constants and what the old event says",
        _ => null,
    };

    private static AnalyzerConfigOptions OptionsFor(SymbolAnalysisContext context, IMethodSymbol root) =>
        context.Options.AnalyzerConfigOptionsProvider.GetOptions(root.DeclaringSyntaxReferences[0].SyntaxTree);
}
