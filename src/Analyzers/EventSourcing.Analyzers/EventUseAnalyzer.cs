using System.Collections.Immutable;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace EventSourcing.Analyzers;

/// <summary>ESG0603 and ESG0605: what is made a <c>NewEvent</c> is an event that a catalog knows.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EventUseAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UseRules.ValueIsNoEvent, UseRules.EventIsNotReadable];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is not { } index || start.Compilation.GetTypeByMetadataName("EventSourcing.NewEvent") is not { } newEvent) return;
            start.RegisterOperationAction(operation => Analyze(operation, index, newEvent), OperationKind.ObjectCreation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, EventIndex index, INamedTypeSymbol newEvent)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (!SymbolEqualityComparer.Default.Equals(creation.Type, newEvent)) return;
        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter?.Ordinal != 0) continue;
            var value = OperationFacts.Unwrap(argument.Value);

            // Only what is made here, or cannot be derived from, is surely of its static type.
            if (value.Type is not { } type || !(value is IObjectCreationOperation or IAnonymousObjectCreationOperation || type.IsSealed || type.IsValueType || type is IArrayTypeSymbol)) return;
            var location = value.Syntax is ObjectCreationExpressionSyntax made ? made.Type.GetLocation() : value.Syntax.GetLocation();
            EventUse.Report(type, location, index, context.Compilation, context.ReportDiagnostic, context.CancellationToken);
        }
    }
}
