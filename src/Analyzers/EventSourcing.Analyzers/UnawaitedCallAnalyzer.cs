using System.Collections.Immutable;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace EventSourcing.Analyzers;

/// <summary>ESG0601: whoever saves, appends or executes waits until it is done.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnawaitedCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UseRules.CallIsNotAwaited];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is not { } index) return;
            var runtime = index.Types.DomainEventAttribute.ContainingAssembly;
            var store = start.Compilation.GetTypeByMetadataName("EventSourcing.IEventStore");
            start.RegisterOperationAction(operation => Analyze(operation, runtime, store), OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, IAssemblySymbol runtime, INamedTypeSymbol? store)
    {
        var call = (IInvocationOperation)context.Operation;
        var method = call.TargetMethod;
        if (!method.Name.EndsWith("Async", StringComparison.Ordinal) || method.Name == "DisposeAsync") return;
        if (method.ReturnType.Name is not ("Task" or "ValueTask") || !method.ReturnType.IsTaskLike() || !IsOurs(method, runtime, store) || !IsDropped(call)) return;

        // A handler of an aggregate must not call it at all, and is told so.
        if (context.ContainingSymbol.Attribute(WellKnownNames.HandlesAttribute) is not null && !ProjectionReader.IsProjection(context.ContainingSymbol.ContainingType)) return;
        context.ReportDiagnostic(Diagnostic.Create(UseRules.CallIsNotAwaited, OperationFacts.NameOf(call), method.Name));
    }

    private static bool IsOurs(IMethodSymbol method, IAssemblySymbol runtime, INamedTypeSymbol? store)
    {
        var type = method.ContainingType;
        if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, runtime)) return true;

        // A store of another package, or of the project's own.
        foreach (var implemented in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(implemented, store)) return true;
        }

        return false;
    }

    /// <summary>Whether nobody can find out any more when and how a call ended.</summary>
    private static bool IsDropped(IOperation call)
    {
        var at = call;
        while (true)
        {
            switch (at.Parent)
            {
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve" } next when ReferenceEquals(next.Instance, at):
                    at = next;
                    break;
                case IConditionalAccessOperation access when ReferenceEquals(access.WhenNotNull, at):
                    at = access;
                    break;
                case IConversionOperation or IParenthesizedOperation:
                    at = at.Parent;
                    break;
                case ISimpleAssignmentOperation { Target: IDiscardOperation }:
                case IExpressionStatementOperation:
                    return true;
                default:
                    return false;
            }
        }
    }
}
