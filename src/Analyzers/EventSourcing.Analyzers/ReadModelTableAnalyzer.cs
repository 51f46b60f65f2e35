using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0711: every type of rows has its table for itself, also across assemblies.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReadModelTableAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ReadModelRules.TwoRowsOfOneTable];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is null) return;

            // The place of a type of rows: where it is declared, or for one of another assembly where a projection takes it.
            var rows = new ConcurrentDictionary<INamedTypeSymbol, Location>(SymbolEqualityComparer.Default);
            start.RegisterSymbolAction(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    if (RowReader.IsMarked(type)) Add(rows, type, null);
                    if (!ProjectionReader.IsProjection(type)) return;
                    foreach (var (row, parameter) in ProjectionConstructor.RowsOf(type)) Add(rows, row, Violations.LocationOf(parameter));
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, rows));
        });
    }

    private static void Add(ConcurrentDictionary<INamedTypeSymbol, Location> rows, INamedTypeSymbol row, Location? usedAt)
    {
        if (row.TypeKind != TypeKind.Error && (Violations.LocationOf(row) ?? usedAt) is { } place) rows.TryAdd((INamedTypeSymbol)row.WithNullableAnnotation(NullableAnnotation.NotAnnotated), place);
    }

    private static void Report(CompilationAnalysisContext context, ConcurrentDictionary<INamedTypeSymbol, Location> rows)
    {
        if (rows.IsEmpty) return;
        var byTable = new Dictionary<string, List<INamedTypeSymbol>>(StringComparer.Ordinal);
        foreach (var row in rows.Keys)
        {
            if (!byTable.TryGetValue(RowReader.TableOf(row), out var types)) byTable.Add(RowReader.TableOf(row), types = []);
            types.Add(row);
        }

        foreach (var type in ReferencedTypes.Of(context.Compilation, context.CancellationToken))
        {
            if (RowReader.IsMarked(type) && byTable.TryGetValue(RowReader.TableOf(type), out var types) && !types.Contains(type, SymbolEqualityComparer.Default)) types.Add(type);
        }

        foreach (var entry in rows)
        {
            var sharing = byTable[RowReader.TableOf(entry.Key)];
            if (sharing.Count < 2) continue;
            sharing.Sort(static (left, right) => string.CompareOrdinal(left.ToDisplayString(), right.ToDisplayString()));
            var other = sharing.Find(candidate => !SymbolEqualityComparer.Default.Equals(candidate, entry.Key))!;
            context.ReportDiagnostic(Diagnostic.Create(
                ReadModelRules.TwoRowsOfOneTable, entry.Value, entry.Key.Name, entry.Key.Name == other.Name ? other.ToDisplayString() : other.Name, RowReader.TableOf(entry.Key)));
        }
    }
}
