using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0704: every projection has its name and version for itself, also across assemblies.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProjectionNameAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ProjectionRules.TwoProjectionsOfOneName];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is null) return;
            var own = new ConcurrentBag<INamedTypeSymbol>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    if (ProjectionReader.IsProjection((INamedTypeSymbol)symbol.Symbol)) own.Add((INamedTypeSymbol)symbol.Symbol);
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, own));
        });
    }

    private static void Report(CompilationAnalysisContext context, ConcurrentBag<INamedTypeSymbol> own)
    {
        if (own.IsEmpty) return;
        var byName = new Dictionary<(string Name, int Version), List<INamedTypeSymbol>>();
        foreach (var type in own)
        {
            var identity = ProjectionReader.IdentityOf(type);
            if (!byName.TryGetValue(identity, out var types)) byName.Add(identity, types = []);
            types.Add(type);
        }

        foreach (var type in ReferencedTypes.Of(context.Compilation, context.CancellationToken))
        {
            if (type.TypeKind == TypeKind.Class && ProjectionReader.IsProjection(type) && byName.TryGetValue(ProjectionReader.IdentityOf(type), out var types)) types.Add(type);
        }

        foreach (var type in own)
        {
            var (name, version) = ProjectionReader.IdentityOf(type);
            var sharing = byName[(name, version)];
            if (sharing.Count < 2) continue;
            sharing.Sort(static (left, right) => string.CompareOrdinal(left.ToDisplayString(), right.ToDisplayString()));
            var other = sharing.Find(candidate => !SymbolEqualityComparer.Default.Equals(candidate, type))!;
            context.ReportDiagnostic(Diagnostic.Create(
                ProjectionRules.TwoProjectionsOfOneName, Violations.LocationOf(type), type.Name, type.Name == other.Name ? other.ToDisplayString() : other.Name, name, version));
        }
    }
}
