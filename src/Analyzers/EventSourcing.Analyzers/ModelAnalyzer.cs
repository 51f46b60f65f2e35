using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>
/// ESG0001 to ESG0010, ESG0205, ESG0401 to ESG0407, and ESG0701 to ESG0710: whatever keeps the generator from emitting what an aggregate, an event, a projection or a read model asks for. The generator
/// reads with the same reader, so what it leaves out is reported here.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableDictionary<string, string?> LacksKey = ImmutableDictionary<string, string?>.Empty.Add(FixHints.NoKey, "");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = RuleTable.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is not { } index) return;

            // A type that several events hold is read with each of them, and wrong once.
            var reported = new ConcurrentDictionary<(string RuleId, Location Location, string Arguments), byte>();
            start.RegisterSymbolAction(symbol => Analyze(symbol, index, reported), SymbolKind.NamedType);
        });
    }

    private static void Analyze(
        SymbolAnalysisContext context, EventIndex index, ConcurrentDictionary<(string RuleId, Location Location, string Arguments), byte> reported)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var violations = new Violations();
        if (AggregateReader.IsMarked(type)) ReadAggregate(type, violations, context.CancellationToken);
        if (ProjectionReader.IsProjection(type)) ReadProjection(type, violations, context.CancellationToken);
        if (RowReader.IsMarked(type)) new RowReader(type, type.ContainingAssembly, violations, usedAt: null, context.CancellationToken).Read();
        ReadInnerAggregates(type, type, violations, context.CancellationToken);
        if (index.IsEvent(type, context.CancellationToken) || RuntimeTypes.HasAttribute(type, index.Types.DomainEventAttribute))
            EventReader.Read(type, type.ContainingAssembly, violations, usedAt: null, context.CancellationToken);

        foreach (var violation in violations.Found)
        {
            // A type that must be partial for the sake of a type in it is reported where it is analyzed itself: there an editor offers the fix.
            if (violation.RuleId == RuleIds.NotPartial && violation.Location != Violations.LocationOf(type)) continue;
            object[] arguments = violation.RuleId == RuleIds.NotPartial ? [violation.Arguments[0]] : [.. violation.Arguments];
            // The path to a member begins with the event that it was reached from.
            var key = violation.RuleId is RuleIds.NotAFact or RuleIds.UnsupportedMember or RuleIds.UnsupportedAttribute or RuleIds.NoDerivedTypes ? "" : string.Join("\n", arguments);
            if (!reported.TryAdd((violation.RuleId, violation.Location, key), 0)) continue;
            var hints = violation.RuleId == RuleIds.RowNotPossible && violation.Arguments[1] == RowReader.NoKey ? LacksKey : null;
            context.ReportDiagnostic(Diagnostic.Create(RuleTable.Of(violation.RuleId), violation.Location, hints, arguments));
        }
    }

    /// <summary>Finds out whether an aggregate or a projection inside a type asks for the type to be partial.</summary>
    private static void ReadInnerAggregates(INamedTypeSymbol outer, INamedTypeSymbol at, Violations violations, CancellationToken cancellationToken)
    {
        foreach (var inner in at.GetTypeMembers())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (AggregateReader.IsMarked(inner) || ProjectionReader.IsProjection(inner))
            {
                var found = new Violations();
                if (ProjectionReader.IsProjection(inner)) new ProjectionReader(inner, found, cancellationToken).Read();
                else new AggregateReader(inner, found, cancellationToken).Read();
                foreach (var violation in found.Found)
                {
                    if (violation.RuleId != RuleIds.NotPartial || violation.Location != Violations.LocationOf(outer)) continue;
                    violations.Add(RuleIds.NotPartial, outer, null, outer.Name);
                    return;
                }
            }

            ReadInnerAggregates(outer, inner, violations, cancellationToken);
        }
    }

    private static void ReadAggregate(INamedTypeSymbol type, Violations violations, CancellationToken cancellationToken)
    {
        new AggregateReader(type, violations, cancellationToken).Read();
        ReadEventsOfOthers(type, violations, cancellationToken);
    }

    private static void ReadProjection(INamedTypeSymbol type, Violations violations, CancellationToken cancellationToken)
    {
        new ProjectionReader(type, violations, cancellationToken).Read();
        foreach (var (row, parameter) in ProjectionConstructor.RowsOf(type))
        {
            // One that is marked is read by itself, where it is declared.
            var isOwn = SymbolEqualityComparer.Default.Equals(row.ContainingAssembly, type.ContainingAssembly);
            if (row.TypeKind == TypeKind.Error || (isOwn && RowReader.IsMarked(row)) || RowReader.IsMapped(row, type.ContainingAssembly)) continue;
            new RowReader(row, type.ContainingAssembly, violations, Violations.LocationOf(parameter), cancellationToken).Read();
        }

        ReadEventsOfOthers(type, violations, cancellationToken);
    }

    private static void ReadEventsOfOthers(INamedTypeSymbol type, Violations violations, CancellationToken cancellationToken)
    {
        foreach (var (eventType, handler) in ModelValidator.HandledEvents(type, cancellationToken))
        {
            // Events of this assembly are read where they are declared.
            if (SymbolEqualityComparer.Default.Equals(eventType.ContainingAssembly, type.ContainingAssembly)) continue;
            if (!ModelValidator.IsOursToRead(eventType, type.ContainingAssembly)) continue;
            EventReader.Read(eventType, type.ContainingAssembly, violations, Violations.LocationOf(handler), cancellationToken);
        }
    }
}
