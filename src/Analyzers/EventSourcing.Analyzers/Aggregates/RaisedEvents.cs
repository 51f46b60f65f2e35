using System.Collections.Generic;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EventSourcing.Analyzers.Aggregates;

/// <summary>Finds the events that an aggregate raises or decides on, as far as their types can be seen.</summary>
/// <param name="bodies">The bodies of the aggregate.</param>
internal sealed class RaisedEvents(TypeBodies bodies)
{
    private readonly List<RaisedEvent> _found = [];

    /// <summary>The events, in order of the code.</summary>
    /// <param name="ofHandlers">Whether those count that handlers raise, which they must not.</param>
    public IReadOnlyList<RaisedEvent> Find(bool ofHandlers)
    {
        _found.Clear();
        var roots = new HashSet<IMethodSymbol>(Replay.RootsOf(bodies), SymbolEqualityComparer.Default);
        var onlyReplayed = bodies.ReachedOnlyFrom(roots);
        foreach (var method in bodies.Methods)
        {
            if (!ofHandlers && (roots.Contains(method) || (onlyReplayed.Contains(method) && bodies.CallersOf(method).Count > 0))) continue;
            foreach (var block in bodies.BodyOf(method))
            {
                foreach (var operation in OperationFacts.InOrder(block))
                {
                    if (operation is IInvocationOperation { TargetMethod.Name: "Raise" or "RaiseAll", Arguments.Length: > 0 } call && Replay.IsRoot(call.TargetMethod.ContainingType))
                        Add(ArgumentOf(call), call.TargetMethod.Name == "RaiseAll", followed: false);
                }

                if (IsDecider(method)) AddReturned(block, method, followed: false);
            }
        }

        return [.. _found];
    }

    private static IOperation ArgumentOf(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Ordinal == 0) return argument.Value;
        }

        return call.Arguments[0].Value;
    }

    private bool IsDecider(IMethodSymbol method) =>
        method is { Name: "Decide", IsStatic: true, IsGenericMethod: false, Parameters.Length: 1 or 2 } && AggregateReader.RootOf(bodies.Type) is { Arity: 2 };

    private void AddReturned(IOperation block, IMethodSymbol method, bool followed)
    {
        var isSequence = IsSequence(method.ReturnType);
        foreach (var operation in OperationFacts.InOrder(block))
        {
            if (operation is not IReturnOperation { ReturnedValue: { } value } returned || IsInner(returned, block)) continue;
            Add(value, isSequence && returned.Kind == OperationKind.Return, followed);
        }
    }

    private static bool IsSequence(ITypeSymbol type) =>
        type is IArrayTypeSymbol or INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T }
        || (type is INamedTypeSymbol { TypeArguments.Length: 1 } && ElementOf(type) is not null);

    private static bool IsInner(IOperation returned, IOperation block)
    {
        for (var at = returned.Parent; at is not null && !ReferenceEquals(at, block); at = at.Parent)
        {
            if (at is IAnonymousFunctionOperation or ILocalFunctionOperation) return true;
        }

        return false;
    }

    private void Add(IOperation value, bool isSequence, bool followed)
    {
        value = OperationFacts.Unwrap(value);
        switch (value)
        {
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                Add(conditional.WhenTrue, isSequence, followed);
                Add(whenFalse, isSequence, followed);
                return;
            case ICoalesceOperation coalesce:
                Add(coalesce.Value, isSequence, followed);
                Add(coalesce.WhenNull, isSequence, followed);
                return;
            case ISwitchExpressionOperation choice:
                foreach (var arm in choice.Arms) Add(arm.Value, isSequence, followed);
                return;
            case IThrowOperation:
                return;
            case IArrayCreationOperation { Initializer: { } initializer } when isSequence:
                foreach (var element in initializer.ElementValues) Add(element, isSequence: false, followed);
                return;
            case ICollectionExpressionOperation collection when isSequence:
                foreach (var element in collection.Elements)
                {
                    if (element is not ISpreadOperation) Add(element, isSequence: false, followed);
                }

                return;
            case IInvocationOperation call when !followed && IsVague(isSequence ? ElementOf(call.Type) : call.Type) && bodies.Has(call.TargetMethod):
                foreach (var block in bodies.BodyOf(call.TargetMethod)) AddReturned(block, call.TargetMethod, followed: true);
                return;
        }

        var type = isSequence ? ElementOf(value.Type) : value.Type;
        if (type is not null && !IsVague(type)) _found.Add(new RaisedEvent(type, LocationOf(value)));
    }

    /// <summary>Whether an object of the type can be of many others.</summary>
    private static bool IsVague(ITypeSymbol? type) =>
        type is null or { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Interface or TypeKind.TypeParameter or TypeKind.Dynamic or TypeKind.Error } or { IsAbstract: true };

    private static ITypeSymbol? ElementOf(ITypeSymbol? type)
    {
        if (type is IArrayTypeSymbol array) return array.ElementType;
        if (type is not INamedTypeSymbol named || named.SpecialType == SpecialType.System_String) return null;
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T) return named.TypeArguments[0];
        foreach (var implemented in named.AllInterfaces)
        {
            if (implemented.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T) return implemented.TypeArguments[0];
        }

        return null;
    }

    private static Location LocationOf(IOperation value) => value.Syntax is ObjectCreationExpressionSyntax creation ? creation.Type.GetLocation() : value.Syntax.GetLocation();
}
