using System.Collections.Immutable;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0502: every event has its name for itself, across all assemblies that a program consists of.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateEventNameAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [EventShapeRules.DuplicateEventName];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is not { } index) return;
            start.RegisterSymbolAction(symbol => AnalyzeEvent(symbol, index), SymbolKind.NamedType);

            // Events of two references have no place in this compilation: that they meet is a fact about the whole of it.
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var (first, second, name) in index.Names(end.CancellationToken).SharedByReferences(end.Compilation.Assembly))
                {
                    end.ReportDiagnostic(Diagnostic.Create(EventShapeRules.DuplicateEventName, Location.None, FullName(first), FullName(second), name));
                }
            });
        });
    }

    private static void AnalyzeEvent(SymbolAnalysisContext context, EventIndex index)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!index.IsEvent(type, context.CancellationToken)) return;
        foreach (var (other, name) in index.Names(context.CancellationToken).SharedWith(type))
        {
            var names = type.Name == other.Name ? (FullName(type), FullName(other)) : (type.Name, other.Name);
            context.ReportDiagnostic(Diagnostic.Create(EventShapeRules.DuplicateEventName, EventAnalyzer.LocationOf(type, context.Compilation), names.Item1, names.Item2, name));
        }
    }

    private static string FullName(INamedTypeSymbol type) => type.ToDisplayString() + (type.Locations[0].IsInSource ? "" : ", " + type.ContainingAssembly.Name);
}
