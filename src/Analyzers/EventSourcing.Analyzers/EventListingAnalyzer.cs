using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0509: the assemblies that list an event of another one agree on its name and version.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EventListingAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [EventShapeRules.EventIsListedDifferently];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is null) return;

            // What is listed is known by all of the references: nothing of this compilation's files is asked before.
            var listings = new Lazy<Dictionary<INamedTypeSymbol, Listing>>(() => ListingsIn(start.Compilation), LazyThreadSafetyMode.ExecutionAndPublication);
            start.RegisterSymbolAction(symbol => AnalyzeHandlers(symbol, listings), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var entry in listings.Value)
                {
                    if (entry.Value.Other is { } other) Report(end.ReportDiagnostic, Location.None, entry.Key, entry.Value, other);
                }
            });
        });
    }

    private static void AnalyzeHandlers(SymbolAnalysisContext context, Lazy<Dictionary<INamedTypeSymbol, Listing>> listings)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!AggregateReader.IsMarked(type) && !ProjectionReader.IsProjection(type)) return;
        foreach (var (eventType, handler) in ModelValidator.HandledEvents(type, context.CancellationToken))
        {
            if (SymbolEqualityComparer.Default.Equals(eventType.ContainingAssembly, type.ContainingAssembly)) continue;
            if (!ModelValidator.IsOursToRead(eventType, type.ContainingAssembly) || !listings.Value.TryGetValue(eventType, out var listed)) continue;
            var (name, version, _) = EventReader.IdentityOf(eventType);
            if (name == listed.Name && version == listed.Version) continue;
            if (Violations.LocationOf(handler) is { } place) Report(context.ReportDiagnostic, place, eventType, listed, new Listing(type.ContainingAssembly.Name, name, version, null));
        }
    }

    private static Dictionary<INamedTypeSymbol, Listing> ListingsIn(Compilation compilation)
    {
        var listings = new Dictionary<INamedTypeSymbol, Listing>(SymbolEqualityComparer.Default);
        foreach (var (by, type, name, version) in ReferencedCatalogs.Listings(compilation))
        {
            var listing = new Listing(by.Name, name, version, null);
            if (!listings.TryGetValue(type, out var known)) listings.Add(type, listing);
            else if (known.Other is null && (known.Name != name || known.Version != version)) listings[type] = known with { Other = listing };
        }

        return listings;
    }

    private static void Report(Action<Diagnostic> report, Location place, INamedTypeSymbol type, Listing first, Listing second)
    {
        if (string.CompareOrdinal(first.By, second.By) > 0) (first, second) = (second, first);
        report(Diagnostic.Create(EventShapeRules.EventIsListedDifferently, place, type.ToDisplayString(), first.Name, first.Version, first.By, second.Name, second.Version, second.By));
    }

    private sealed record Listing(string By, string Name, int Version, Listing? Other);
}
