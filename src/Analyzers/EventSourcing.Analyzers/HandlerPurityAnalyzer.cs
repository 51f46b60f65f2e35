using System.Collections.Immutable;
using System.Threading;
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

/// <summary>ESG0301 to ESG0305, ESG0308 and ESG0309: what a handler does follows from its event and the state before, and from nothing else.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerPurityAnalyzer : AggregateBodyAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        PurityRules.HandlerIsNotDeterministic, PurityRules.HandlerHasSideEffect, PurityRules.HandlerThrows, PurityRules.HandlerRaisesEvents,
        PurityRules.HandlerUsesOutsideState, PurityRules.HandlerKeepsCollection, PurityRules.HandlerDependsOnCulture,
    ];

    private protected override Action<SymbolAnalysisContext, TypeBodies> Start(
        Compilation compilation, AnalyzerOptions options, EventIndex index, out Action<CompilationAnalysisContext>? finish, CancellationToken cancellationToken)
    {
        finish = null;
        var configuration = new PurityConfiguration(options, cancellationToken);
        var mutableTypes = new MutableTypes(compilation);
        return (symbol, bodies) => Analyze(symbol, bodies, configuration, mutableTypes);
    }

    private static void Analyze(SymbolAnalysisContext context, TypeBodies bodies, PurityConfiguration configuration, MutableTypes mutableTypes)
    {
        var roots = Replay.RootsOf(bodies);
        if (roots.Count == 0) return;
        var found = new PurityEngine(bodies, roots, mutableTypes, context.CancellationToken)
            .Find(root => configuration.SymbolsOf(OptionsFor(context, root)), root => PurityConfiguration.DepthOf(OptionsFor(context, root)));
        foreach (var impurity in found)
        {
            // A handler that waits for something outside is asynchronous, which is an error of its own.
            if (impurity.Kind == ImpurityKind.SideEffect && (impurity.Root.IsAsync || impurity.Root.ReturnType.IsTaskLike())) continue;
            var rule = RuleFor(impurity.Kind);
            var severity = impurity.Kind == ImpurityKind.Logging ? DiagnosticSeverity.Info : rule.DefaultSeverity;
            context.ReportDiagnostic(Diagnostic.Create(
                rule, impurity.Location, severity, additionalLocations: null, properties: null, Replay.Display(impurity.Root), impurity.What));
        }
    }

    private static AnalyzerConfigOptions OptionsFor(SymbolAnalysisContext context, IMethodSymbol root) =>
        context.Options.AnalyzerConfigOptionsProvider.GetOptions(root.DeclaringSyntaxReferences[0].SyntaxTree);

    private static DiagnosticDescriptor RuleFor(ImpurityKind kind) => kind switch
    {
        ImpurityKind.Nondeterministic => PurityRules.HandlerIsNotDeterministic,
        ImpurityKind.SideEffect or ImpurityKind.Logging => PurityRules.HandlerHasSideEffect,
        ImpurityKind.Throws => PurityRules.HandlerThrows,
        ImpurityKind.Raises => PurityRules.HandlerRaisesEvents,
        ImpurityKind.OutsideState => PurityRules.HandlerUsesOutsideState,
        ImpurityKind.Aliasing => PurityRules.HandlerKeepsCollection,
        _ => PurityRules.HandlerDependsOnCulture,
    };
}
