using System.Collections.Generic;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EventSourcing.Analyzers.Purity;

/// <summary>Knows which members do not follow from events, so that no replay finds them as they were.</summary>
internal sealed class OutsideState
{
    private readonly TypeBodies _bodies;
    private readonly HashSet<ISymbol> _writtenOnReplay = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _setByArguments = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _changedStatics = new(SymbolEqualityComparer.Default);

    public OutsideState(TypeBodies bodies, IReadOnlyList<IMethodSymbol> roots)
    {
        _bodies = bodies;
        var replayed = bodies.ReachedOnlyFrom(new HashSet<IMethodSymbol>(roots, SymbolEqualityComparer.Default));
        foreach (var root in roots) replayed.Add(root);
        foreach (var method in bodies.Methods)
        {
            foreach (var block in bodies.BodyOf(method)) Note(block, method, replayed.Contains(method));
        }
    }

    /// <summary>Whether what a primary constructor takes is used in another method: on replay nobody gives it a value.</summary>
    public static bool IsOfPrimaryConstructor(IParameterSymbol parameter, IMethodSymbol user) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && user.MethodKind != MethodKind.Constructor
        && SymbolEqualityComparer.Default.Equals(constructor.ContainingType, user.ContainingType);

    /// <summary>Whether an operation reads or writes something that does not follow from events.</summary>
    public bool Contains(IOperation operation, ISymbol member) => member switch
    {
        IFieldSymbol { IsStatic: true } field => IsChanging(field, operation),
        IPropertySymbol { IsStatic: true } property => property.SetMethod is { IsInitOnly: false },
        IFieldSymbol or IPropertySymbol { IsIndexer: false } => OperationFacts.IsThis(OperationFacts.InstanceOf(operation)) && IsService(member),
        _ => false,
    };

    private bool IsChanging(IFieldSymbol field, IOperation operation)
    {
        if (field.IsConst || field.ContainingType.TypeKind == TypeKind.Enum) return false;
        if (!field.IsReadOnly) return true;

        // A readonly collection is a constant until somebody changes what is in it.
        return _changedStatics.Contains(field) || Mutations.ChangesContent(operation);
    }

    private bool IsService(ISymbol member)
    {
        if (member.DeclaringSyntaxReferences.Length == 0 || _writtenOnReplay.Contains(member)) return false;
        if (!SymbolEqualityComparer.Default.Equals(member.ContainingType, _bodies.Type)) return false;
        if (member is IPropertySymbol property && !IsAuto(property)) return false;
        return _setByArguments.Contains(member) || IsServiceType(member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type);
    }

    private static bool IsServiceType(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Delegate } => true,
        { TypeKind: TypeKind.Interface } => !IsInSystem(type),
        _ => false,
    };

    /// <summary>The interfaces of the base library are collections and values, not services.</summary>
    private static bool IsInSystem(ITypeSymbol type)
    {
        var name = type.ContainingNamespace.FullName();
        return name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
    }

    private static bool IsAuto(IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)) return true;
        }

        return false;
    }

    private void Note(IOperation block, IMethodSymbol method, bool isReplay)
    {
        foreach (var operation in OperationFacts.InOrder(block))
        {
            if (operation is not (IFieldReferenceOperation or IPropertyReferenceOperation)) continue;
            var member = OperationFacts.MemberOf(operation)!.OriginalDefinition;
            var isWritten = OperationFacts.UseOf(operation).Writes;
            if (member.IsStatic)
            {
                if (Mutations.ChangesContent(operation) && method.MethodKind != MethodKind.StaticConstructor) _changedStatics.Add(member);
            }
            else if (isReplay && (isWritten || Mutations.ChangesContent(operation)))
            {
                _writtenOnReplay.Add(member);
            }
            else if (isWritten && method.MethodKind == MethodKind.Constructor && operation.Parent is ISimpleAssignmentOperation assignment && ComesFromParameter(assignment.Value))
            {
                _setByArguments.Add(member);
            }
        }
    }

    private static bool ComesFromParameter(IOperation value)
    {
        foreach (var operation in OperationFacts.InOrder(value))
        {
            if (operation is IParameterReferenceOperation) return true;
        }

        return false;
    }
}
