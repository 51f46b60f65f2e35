using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0011: every aggregate has its category for itself, also across assemblies.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CategoryAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [AggregateRules.TwoAggregatesOfOneCategory];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is null) return;
            var own = new ConcurrentBag<(string Category, INamedTypeSymbol Type)>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    if (type is { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false } && AggregateReader.RootOf(type) is not null && AggregateReader.IsMarked(type))
                        own.Add((CategoryOf(type), type));
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, own));
        });
    }

    private static void Report(CompilationAnalysisContext context, ConcurrentBag<(string Category, INamedTypeSymbol Type)> own)
    {
        if (own.IsEmpty) return;
        var byCategory = new Dictionary<string, List<INamedTypeSymbol>>(StringComparer.Ordinal);
        foreach (var (category, type) in own) Add(byCategory, category, type);
        AddReferenced(byCategory, context.Compilation, context.CancellationToken);
        foreach (var (category, type) in own)
        {
            var sharing = byCategory[category];
            if (sharing.Count < 2) continue;
            sharing.Sort(static (left, right) => string.CompareOrdinal(left.ToDisplayString(), right.ToDisplayString()));
            var other = sharing.Find(candidate => !SymbolEqualityComparer.Default.Equals(candidate, type))!;
            context.ReportDiagnostic(Diagnostic.Create(
                AggregateRules.TwoAggregatesOfOneCategory, Violations.LocationOf(type), type.Name, type.Name == other.Name ? other.ToDisplayString() : other.Name, category));
        }
    }

    private static string CategoryOf(INamedTypeSymbol type) => AggregateReader.CategoryOf(type, type.Attribute(WellKnownNames.AggregateAttribute));

    private static void Add(Dictionary<string, List<INamedTypeSymbol>> byCategory, string category, INamedTypeSymbol type)
    {
        if (!byCategory.TryGetValue(category, out var types)) byCategory.Add(category, types = []);
        types.Add(type);
    }

    /// <summary>Only an assembly with a catalog has aggregates that a repository can make.</summary>
    private static void AddReferenced(Dictionary<string, List<INamedTypeSymbol>> byCategory, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (assembly.Attribute(WellKnownNames.EventCatalogAttribute) is null) continue;
            foreach (var type in TypesIn(assembly.GlobalNamespace))
            {
                if (type is { TypeKind: TypeKind.Class, IsAbstract: false } && AggregateReader.RootOf(type) is not null && byCategory.ContainsKey(CategoryOf(type)))
                    Add(byCategory, CategoryOf(type), type);
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is not INamespaceOrTypeSymbol inner) continue;
            if (inner is INamedTypeSymbol type) yield return type;
            foreach (var nested in TypesIn(inner)) yield return nested;
        }
    }
}
