using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Analyzers.Immutability;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EventSourcing.Analyzers.Purity;

/// <summary>Finds where a method keeps a mutable collection of its argument, instead of a copy.</summary>
internal sealed class EventAliases(MutableTypes mutableTypes, IMethodSymbol root)
{
    /// <summary>The collection that an operation keeps, or <see langword="null"/>.</summary>
    public IOperation? Of(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation or IArrayElementReferenceOperation } assignment => AliasIn(assignment.Value),
        ICoalesceAssignmentOperation { Target: IMemberReferenceOperation } assignment => AliasIn(assignment.Value),
        IArgumentOperation { Parent: IObjectCreationOperation creation } argument when IsState(creation.Type) => AliasIn(argument.Value),
        IArgumentOperation { Parent: IInvocationOperation { Instance: IMemberReferenceOperation, TargetMethod.Name: "Add" or "Enqueue" or "Push" or "Insert" } } argument => AliasIn(argument.Value),
        _ => null,
    };

    private bool IsState(ITypeSymbol? type) =>
        type is not null && (SymbolEqualityComparer.Default.Equals(type, root.ReturnType) || SymbolEqualityComparer.Default.Equals(type, root.ContainingType));

    private IOperation? AliasIn(IOperation value)
    {
        value = OperationFacts.Unwrap(value);
        switch (value)
        {
            case ICoalesceOperation coalesce:
                return AliasIn(coalesce.Value) ?? AliasIn(coalesce.WhenNull);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return AliasIn(conditional.WhenTrue) ?? AliasIn(whenFalse);
            case not (IPropertyReferenceOperation or IFieldReferenceOperation):
                return null;
        }

        if (value.Type is not { } type || mutableTypes.KindOf(type) == CollectionKind.None) return null;
        var at = value;
        while (at is IMemberReferenceOperation { Instance: { } instance }) at = OperationFacts.Unwrap(instance);
        return at is IParameterReferenceOperation { Parameter: var parameter }
            && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, root)
            && !SymbolEqualityComparer.Default.Equals(parameter.Type, root.ReturnType)
            ? value
            : null;
    }
}
