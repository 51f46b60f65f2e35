using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0006: of the handlers that could take an event, one is the most specific, and each handler is that for some event.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerOverlapAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [AggregateRules.HandlersOverlap];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is not { } index) return;
            start.RegisterSymbolAction(symbol => Analyze(symbol, index), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, EventIndex index)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!Replay.IsAggregate(type) && !ProjectionReader.IsProjection(type)) return;
        var own = HandlersOf(type, context.CancellationToken);
        if (own.Count == 0) return;
        var inherited = new List<(IMethodSymbol Method, ITypeSymbol Event)>();

        // A projection has no handlers but its own.
        for (var at = Replay.IsAggregate(type) ? type.BaseType : null; at is not null && !Replay.IsRoot(at); at = at.BaseType) inherited.AddRange(HandlersOf(at, context.CancellationToken));

        foreach (var (method, @event) in own)
        {
            if (ReplacedBy(method, @event, inherited, context.CancellationToken) is { } replaced)
                Report(context, method, $"replaces that of the base class '{replaced.ContainingType.Name}', which is not called any more; override it, or call it");
        }

        List<(IMethodSymbol Method, ITypeSymbol Event)> all = [.. own];
        foreach (var handler in inherited)
        {
            if (!all.Exists(known => SymbolEqualityComparer.Default.Equals(known.Event, handler.Event))) all.Add(handler);
        }

        ReportShared(context, own, all, index);
    }

    private static void ReportShared(
        SymbolAnalysisContext context, List<(IMethodSymbol Method, ITypeSymbol Event)> own, List<(IMethodSymbol Method, ITypeSymbol Event)> all, EventIndex index)
    {
        // Only a type from which others derive can be taken for another; all have "object" for a base.
        if (!all.Exists(static handler => IsGeneral(handler.Event))) return;
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var could = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var does = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var @event in index.Known(context.CancellationToken))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var best = new List<IMethodSymbol>();
            foreach (var (method, taken) in all)
            {
                if (!@event.IsOrDerivesFrom(taken)) continue;
                could.Add(method);
                if (!all.Exists(other => !SymbolEqualityComparer.Default.Equals(other.Event, taken) && @event.IsOrDerivesFrom(other.Event) && other.Event.IsOrDerivesFrom(taken))) best.Add(method);
            }

            foreach (var method in best) does.Add(method);
            if (best.Count < 2) continue;
            var last = best.FindLast(method => own.Exists(handler => SymbolEqualityComparer.Default.Equals(handler.Method, method)));
            if (last is null || !reported.Add(last)) continue;
            var first = best.Find(method => !SymbolEqualityComparer.Default.Equals(method, last))!;
            Report(context, last, $"and '{Replay.Display(first)}' both take the event '{@event.Name}', and neither is the more specific; give the event a handler of its own");
        }

        foreach (var (method, taken) in own)
        {
            if (IsGeneral(taken) && could.Contains(method) && !does.Contains(method) && !TakesAnyOther(taken, all, context.Compilation.Assembly.GlobalNamespace, context.CancellationToken))
                Report(context, method, "is never called: every event that it could take has a more specific handler");
        }
    }

    /// <summary>Whether a type of the project that is not marked as an event could come to a handler, and to no more specific one.</summary>
    private static bool TakesAnyOther(
        ITypeSymbol taken, List<(IMethodSymbol Method, ITypeSymbol Event)> all, INamespaceOrTypeSymbol container, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var member in container.GetMembers())
        {
            if (member is not INamespaceOrTypeSymbol inner) continue;
            if (inner is INamedTypeSymbol type && EventReader.IsConcrete(type) && type.IsOrDerivesFrom(taken)
                && !all.Exists(other => !SymbolEqualityComparer.Default.Equals(other.Event, taken) && type.IsOrDerivesFrom(other.Event) && other.Event.IsOrDerivesFrom(taken))) return true;
            if (TakesAnyOther(taken, all, inner, cancellationToken)) return true;
        }

        return false;
    }

    private static bool IsGeneral(ITypeSymbol taken) => taken.SpecialType != SpecialType.System_Object && (taken.TypeKind == TypeKind.Interface || (taken.TypeKind == TypeKind.Class && !taken.IsSealed));

    private static List<(IMethodSymbol Method, ITypeSymbol Event)> HandlersOf(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var handlers = new List<(IMethodSymbol, ITypeSymbol)>();
        if (AggregateReader.RootOf(type) is not { } root)
        {
            foreach (var method in HandlerReader.HandlersOf(type))
            {
                if (ProjectionHandlerReader.EventOf(method, out _) is { } taken) handlers.Add((method, taken));
            }

            return handlers;
        }

        var reader = new HandlerReader(type, root.Arity == 2 ? root.TypeArguments[1] : null, null, cancellationToken);
        foreach (var method in HandlerReader.HandlersOf(type))
        {
            if (reader.EventOf(method, report: false) is { } taken) handlers.Add((method, taken));
        }

        return handlers;
    }

    /// <summary>The handler of a base class for the same event, which this one neither overrides nor calls.</summary>
    private static IMethodSymbol? ReplacedBy(
        IMethodSymbol method, ITypeSymbol @event, List<(IMethodSymbol Method, ITypeSymbol Event)> inherited, CancellationToken cancellationToken)
    {
        if (method.IsOverride) return null;
        foreach (var (other, taken) in inherited)
        {
            if (SymbolEqualityComparer.Default.Equals(taken, @event)) return CallsBase(method, cancellationToken) ? null : other;
        }

        return null;
    }

    private static bool CallsBase(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax(cancellationToken).DescendantNodes())
            {
                // A static handler names the class.
                if (node is BaseExpressionSyntax || (node is MemberAccessExpressionSyntax access && IsNameOfBase(access, method))) return true;
            }
        }

        return false;
    }

    private static bool IsNameOfBase(MemberAccessExpressionSyntax access, IMethodSymbol method)
    {
        if (!method.IsStatic || access.Expression is not SimpleNameSyntax name) return false;
        for (var at = method.ContainingType.BaseType; at is not null; at = at.BaseType)
        {
            if (at.Name == name.Identifier.ValueText) return true;
        }

        return false;
    }

    private static void Report(SymbolAnalysisContext context, IMethodSymbol method, string what) =>
        context.ReportDiagnostic(Diagnostic.Create(AggregateRules.HandlersOverlap, Violations.LocationOf(method), Replay.Display(method), what));
}
