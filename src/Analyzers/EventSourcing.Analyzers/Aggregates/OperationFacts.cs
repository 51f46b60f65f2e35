using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EventSourcing.Analyzers.Aggregates;

/// <summary>What the rules ask of operations.</summary>
internal static class OperationFacts
{
    /// <summary>An operation and all in it, in order of the code; what is only named in a <c>nameof</c> is left out.</summary>
    public static IEnumerable<IOperation> InOrder(IOperation root)
    {
        var open = new Stack<IOperation>();
        open.Push(root);
        while (open.Count > 0)
        {
            var operation = open.Pop();
            yield return operation;
            if (operation is INameOfOperation) continue;
            foreach (var child in operation.ChildOperations.Reverse()) open.Push(child);
        }
    }

    /// <summary>The member that an operation calls, reads, writes or names; <see langword="null"/> for every other operation.</summary>
    public static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => invocation.TargetMethod,
        IPropertyReferenceOperation property => property.Property,
        IFieldReferenceOperation field => field.Field,
        IMethodReferenceOperation method => method.Method,
        IObjectCreationOperation creation => creation.Constructor,
        IEventReferenceOperation @event => @event.Event,
        _ => null,
    };

    /// <summary>The instance whose member an operation uses; <see langword="null"/> for a static one.</summary>
    public static IOperation? InstanceOf(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => invocation.Instance,
        IMemberReferenceOperation member => member.Instance,
        _ => null,
    };

    /// <summary>Whether a reference is read, written, or both.</summary>
    public static (bool Reads, bool Writes) UseOf(IOperation reference)
    {
        var at = reference;
        while (at.Parent is ITupleOperation or IParenthesizedOperation) at = at.Parent;
        return at.Parent switch
        {
            ISimpleAssignmentOperation assignment when ReferenceEquals(assignment.Target, at) => (false, true),
            IDeconstructionAssignmentOperation assignment when ReferenceEquals(assignment.Target, at) => (false, true),
            IAssignmentOperation assignment when ReferenceEquals(assignment.Target, at) => (true, true),
            IIncrementOrDecrementOperation => (true, true),
            IArgumentOperation { Parameter.RefKind: RefKind.Out } => (false, true),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref } => (true, true),
            _ => (true, false),
        };
    }

    /// <summary>An operation without the conversions around it.</summary>
    public static IOperation Unwrap(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    continue;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    continue;
                default:
                    return operation;
            }
        }
    }

    /// <summary>Whether an operation is the instance of the method that it is in.</summary>
    public static bool IsThis(IOperation? operation) => operation is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    /// <summary>Where a call or a member is named: with what stands before its dot, and without its arguments.</summary>
    public static Location ExpressionOf(IOperation operation) => operation.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name.GetLocation(),
        InvocationExpressionSyntax invocation => invocation.Expression.GetLocation(),
        MemberBindingExpressionSyntax binding => binding.Name.GetLocation(),
        var syntax => syntax.GetLocation(),
    };

    /// <summary>Where a member is named: its name alone.</summary>
    public static Location NameOf(IOperation operation) => operation.Syntax switch
    {
        InvocationExpressionSyntax invocation => NameOf(invocation.Expression),
        var syntax => NameOf(syntax),
    };

    private static Location NameOf(Microsoft.CodeAnalysis.SyntaxNode syntax) => syntax switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.GetLocation(),
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.GetLocation(),
        SimpleNameSyntax name => name.Identifier.GetLocation(),
        BaseObjectCreationExpressionSyntax and ObjectCreationExpressionSyntax creation => creation.Type.GetLocation(),
        _ => syntax.GetLocation(),
    };
}
