using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace EventSourcing.Analyzers;

/// <summary>ESG0306: what an aggregate is follows from its events, so that nothing but their handlers changes it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StateChangeAnalyzer : AggregateBodyAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [StateRules.StateChangedOutsideHandler];

    private protected override Action<SymbolAnalysisContext, TypeBodies> Start(
        Compilation compilation, AnalyzerOptions options, EventIndex index, out Action<CompilationAnalysisContext>? finish, CancellationToken cancellationToken)
    {
        finish = null;
        return Analyze;
    }

    private static void Analyze(SymbolAnalysisContext context, TypeBodies bodies)
    {
        var allowed = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var method in bodies.Methods)
        {
            // What a setter does is done by whoever sets, or whoever can set from outside: that is reported instead.
            if (Replay.Applies(method) || method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.PropertySet) allowed.Add(method);
        }

        var hidden = bodies.ReachedOnlyFrom(allowed);
        foreach (var method in bodies.Methods)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (allowed.Contains(method) || hidden.Contains(method)) continue;
            foreach (var block in bodies.BodyOf(method))
            {
                foreach (var operation in OperationFacts.InOrder(block))
                {
                    if (Changed(operation, bodies.Type) is not { } member) continue;
                    context.ReportDiagnostic(Diagnostic.Create(StateRules.StateChangedOutsideHandler, OperationFacts.NameOf(operation), method.Name, member));
                }
            }
        }
    }

    /// <summary>What an operation changes, in the words of the message; <see langword="null"/> where it changes nothing of the aggregate.</summary>
    private static string? Changed(IOperation operation, INamedTypeSymbol type)
    {
        switch (operation)
        {
            case IInvocationOperation call when IsOwn(call.TargetMethod, call.Instance, type) && Replay.Applies(call.TargetMethod):
                return "state by calling the handler '" + Replay.Display(call.TargetMethod) + "'";
            case IPropertyReferenceOperation { Property.IsIndexer: false } or IFieldReferenceOperation:
                var member = OperationFacts.MemberOf(operation)!;
                if (!IsOwn(member, OperationFacts.InstanceOf(operation), type)) return null;
                var isChanged = OperationFacts.UseOf(operation).Writes ? !IsMemo(operation, member) : Mutations.ChangesContent(operation);
                return isChanged ? "'" + member.Name + "'" : null;
            default:
                return null;
        }
    }

    private static bool IsOwn(ISymbol member, IOperation? instance, INamedTypeSymbol type)
    {
        if (member.IsStatic || instance is null || !IsAggregate(instance.Type, type)) return false;
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, member.ContainingType.OriginalDefinition)) return true;
        }

        return false;
    }

    private static bool IsAggregate(ITypeSymbol? instance, INamedTypeSymbol type)
    {
        for (var at = instance; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, type.OriginalDefinition)) return true;
        }

        return false;
    }

    /// <summary>A private field that is computed once, when it is first asked for, is no state of its own.</summary>
    private static bool IsMemo(IOperation operation, ISymbol member) =>
        operation.Parent is ICoalesceAssignmentOperation && member is IFieldSymbol { DeclaredAccessibility: Accessibility.Private };
}
