using System.Collections.Generic;
using System.Collections.Immutable;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace EventSourcing.Analyzers;

/// <summary>ESG0606: after a conflict an aggregate is loaded again before it is changed or saved.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConflictAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UseRules.AggregateIsUsedAfterConflict];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is null) return;
            start.RegisterOperationAction(Analyze, OperationKind.Try);
        });
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var attempt = (ITryOperation)context.Operation;
        var reported = new HashSet<IOperation>();
        foreach (var handler in attempt.Catches)
        {
            if (!handler.ExceptionType.Is("EventSourcing.ConcurrencyException")) continue;
            foreach (var operation in OperationFacts.InOrder(attempt.Body))
            {
                if (operation is not IInvocationOperation call || SavedBy(call) is not { } saved) continue;

                // Several saves, or several catches, can lead to one use.
                if (FirstUse(attempt, handler, saved) is { } use && reported.Add(use))
                    context.ReportDiagnostic(Diagnostic.Create(UseRules.AggregateIsUsedAfterConflict, use.Syntax.GetLocation(), saved.Name));
            }
        }
    }

    /// <summary>The variable whose aggregate a call saves.</summary>
    private static ISymbol? SavedBy(IInvocationOperation call)
    {
        if (call.TargetMethod.Name != "SaveAsync" || !call.TargetMethod.ContainingType.OriginalDefinition.Is("EventSourcing.AggregateRepository`2")) return null;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Ordinal == 0) return VariableOf(argument.Value);
        }

        return null;
    }

    private static ISymbol? VariableOf(IOperation? value) => value is null ? null : OperationFacts.Unwrap(value) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        _ => null,
    };

    /// <summary>The first use that follows the catch: in it, behind it, or at the beginning of the next round.</summary>
    private static IOperation? FirstUse(ITryOperation attempt, ICatchClauseOperation handler, ISymbol variable)
    {
        var search = new Search(variable);
        search.Visit(handler.Handler);
        if (search.IsDone) return search.Use;
        var last = handler.Handler.Operations.Length == 0 ? null : handler.Handler.Operations[handler.Handler.Operations.Length - 1];
        if (last is IReturnOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation }) return null;
        var leaves = last is IBranchOperation;
        if (leaves && last is IBranchOperation { BranchKind: BranchKind.Break }) return null;

        IOperation inner = attempt;
        for (var outer = attempt.Parent; outer is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); inner = outer, outer = outer.Parent)
        {
            if (outer is IBlockOperation block && !leaves)
            {
                var isBehind = false;
                foreach (var statement in block.Operations)
                {
                    if (isBehind) search.Visit(statement);
                    if (search.IsDone) return search.Use;
                    isBehind |= ReferenceEquals(statement, inner);
                }
            }
            else if (outer is ILoopOperation loop)
            {
                // A variable of the loop's own is another one in the next round.
                if (IsDeclaredIn(variable, loop.Body)) return null;
                search.Visit(loop.Body);
                return search.Use;
            }
        }

        return null;
    }

    private static bool IsDeclaredIn(ISymbol variable, IOperation scope)
    {
        foreach (var reference in variable.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == scope.Syntax.SyntaxTree && scope.Syntax.Span.Contains(reference.Span)) return true;
        }

        return false;
    }

    /// <summary>Looks for the first operation that gives the variable a new aggregate, or changes or saves the old one.</summary>
    private sealed class Search(ISymbol variable)
    {
        /// <summary>The use that was found; <see langword="null"/> where the variable was assigned before.</summary>
        public IOperation? Use { get; private set; }

        /// <summary>Whether there is nothing left to look for.</summary>
        public bool IsDone { get; private set; }

        public void Visit(IOperation root)
        {
            foreach (var operation in OperationFacts.InOrder(root))
            {
                if (IsDone) return;
                if (!SymbolEqualityComparer.Default.Equals(VariableOf(operation), variable) || operation is IConversionOperation) continue;
                if (OperationFacts.UseOf(operation).Writes) IsDone = true;
                else if (IsChange(operation))
                {
                    Use = operation;
                    IsDone = true;
                }
            }
        }

        private static bool IsChange(IOperation reference) => reference.Parent switch
        {
            IInvocationOperation call when ReferenceEquals(call.Instance, reference) => call.TargetMethod.ContainingType.SpecialType != SpecialType.System_Object && !IsInherited(call.TargetMethod),
            IArgumentOperation { Parent: IInvocationOperation call } => SavedBy(call) is not null,
            _ => false,
        };

        private static bool IsInherited(IMethodSymbol method) => method.Name is "ToString" or "Equals" or "GetHashCode" or "GetType";
    }
}
