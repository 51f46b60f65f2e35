using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0007, ESG0008, and ESG0603 and ESG0605 where something is raised: what an aggregate raises is an event that it handles, and what a project declares is handled somewhere.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RaisedEventAnalyzer : AggregateBodyAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [UnhandledRules.RaisedEventIsNotHandled, UnhandledRules.EventIsNeverHandled, UseRules.ValueIsNoEvent, UseRules.EventIsNotReadable];

    private protected override Action<SymbolAnalysisContext, TypeBodies> Start(
        Compilation compilation, AnalyzerOptions options, EventIndex index, out Action<CompilationAnalysisContext>? finish, CancellationToken cancellationToken)
    {
        var raised = new ConcurrentDictionary<ITypeSymbol, byte>(SymbolEqualityComparer.Default);
        finish = end => ReportNeverHandled(end, index, raised);
        return (context, bodies) => Analyze(context, bodies, index, raised);
    }

    private static void Analyze(SymbolAnalysisContext context, TypeBodies bodies, EventIndex index, ConcurrentDictionary<ITypeSymbol, byte> raised)
    {
        var found = new RaisedEvents(bodies);
        foreach (var @event in found.Find(ofHandlers: true)) raised.TryAdd(@event.Type, 0);
        var events = found.Find(ofHandlers: false);
        if (events.Count == 0) return;

        // What derives from an abstract class may handle what that raises.
        if (bodies.Type.IsAbstract) return;
        var handled = new HandledEvents(bodies.Type);
        if (handled.IsOpen) return;
        var ignores = bodies.Type.Attribute(WellKnownNames.AggregateAttribute)?.Named("UnhandledEvents")?.Value is 1;
        foreach (var @event in events)
        {
            if (ignores || handled.Takes(@event.Type) || !EventReader.IsConcrete(@event.Type) || @event.Type.IsAnonymousType)
            {
                EventUse.Report(@event.Type, @event.Location, index, context.Compilation, context.ReportDiagnostic, context.CancellationToken);
                continue;
            }

            context.ReportDiagnostic(Diagnostic.Create(UnhandledRules.RaisedEventIsNotHandled, @event.Location, @event.Type.Name, bodies.Type.Name));
        }
    }

    private static void ReportNeverHandled(CompilationAnalysisContext context, EventIndex index, ConcurrentDictionary<ITypeSymbol, byte> raised)
    {
        var handled = index.TakenBy(WellKnownNames.HandlesAttribute, context.CancellationToken);

        // A project of contracts handles nothing, and is meant to.
        if (handled.Count == 0) return;
        HashSet<ITypeSymbol>? superseded = null;
        foreach (var @event in index.Own(context.CancellationToken))
        {
            if (@event.IsAbstract || raised.ContainsKey(@event) || IsHandled(@event, handled)) continue;
            superseded ??= index.TakenBy(WellKnownNames.UpcastsAttribute, context.CancellationToken);
            if (superseded.Contains(@event)) continue;
            context.ReportDiagnostic(Diagnostic.Create(UnhandledRules.EventIsNeverHandled, EventAnalyzer.LocationOf(@event, context.Compilation), @event.Name));
        }
    }

    private static bool IsHandled(INamedTypeSymbol @event, HashSet<ITypeSymbol> handled)
    {
        foreach (var taken in handled)
        {
            if (@event.IsOrDerivesFrom(taken)) return true;
        }

        return false;
    }
}
