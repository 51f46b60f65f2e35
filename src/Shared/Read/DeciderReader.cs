using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Reads the static <c>Decide</c> methods of an aggregate.</summary>
internal sealed class DeciderReader(INamedTypeSymbol type, ITypeSymbol stateType, Violations? violations, CancellationToken cancellationToken)
{
    /// <summary>The deciders, in order of declaration of their first method.</summary>
    public EquatableArray<DeciderModel> Read()
    {
        var methods = new List<IMethodSymbol>();
        foreach (var member in type.GetMembers("Decide"))
        {
            if (member is IMethodSymbol { IsStatic: true, IsGenericMethod: false, IsAsync: false } method) methods.Add(method);
        }

        methods.Sort(DeclarationOrder.Compare);
        var deciders = new List<DeciderModel>();
        foreach (var method in methods)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Read(method) is not { } decider) continue;
            var known = deciders.FindIndex(d => d.CommandType == decider.CommandType);
            if (known < 0) deciders.Add(decider);
            else deciders[known] = deciders[known] with { OnState = deciders[known].OnState ?? decider.OnState, OnCreation = deciders[known].OnCreation ?? decider.OnCreation };
        }

        return new EquatableArray<DeciderModel>([.. deciders]);
    }

    private DeciderModel? Read(IMethodSymbol method)
    {
        var parameters = method.Parameters;
        if (parameters.Length is not (1 or 2)) return null;
        foreach (var parameter in parameters)
        {
            if (parameter.RefKind != RefKind.None) return null;
        }

        if (parameters.Length == 2 && !SymbolEqualityComparer.Default.Equals(parameters[1].Type, stateType)) return null;
        if (KindOf(method.ReturnType) is not { } kind) return null;
        var command = parameters[0].Type;
        var execute = ExecuteFor(command);
        if (execute is not null && WhyNotExecute(execute) is { } why)
        {
            violations?.Add(RuleIds.WrongExecute, execute, null, type.Name, command.Name, why);
            return null;
        }

        return new DeciderModel(
            command.InCode(),
            execute is { DeclaredAccessibility: not Accessibility.Public } ? "private" : AccessibilityFor(command),
            parameters.Length == 2 ? kind : null,
            parameters.Length == 1 ? kind : null,
            execute is not null);
    }

    /// <summary>The method in whose place one would be emitted; not the emitted one, which the analyzers see too.</summary>
    private IMethodSymbol? ExecuteFor(ITypeSymbol command)
    {
        foreach (var member in type.GetMembers("Execute"))
        {
            if (member is IMethodSymbol { IsGenericMethod: false, Parameters.Length: 1 } method
                && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, command)
                && method.Attribute("System.CodeDom.Compiler.GeneratedCodeAttribute") is null) return method;
        }

        return null;
    }

    private static string? WhyNotExecute(IMethodSymbol method)
    {
        if (method.IsStatic) return "it is static";
        if (!method.ReturnsVoid) return "it returns a value";
        return method.Parameters[0].RefKind == RefKind.None ? null : "it takes the command by reference";
    }

    private static DecisionKind? KindOf(ITypeSymbol returned)
    {
        if (returned.SpecialType == SpecialType.System_Void || returned.IsTaskLike() || returned.TypeKind is TypeKind.Pointer or TypeKind.Dynamic) return null;
        if (returned is INamedTypeSymbol named && named.Attribute(WellKnownNames.DomainEventAttribute) is null)
        {
            if (ElementOf(named) is { } element) return KindOfElement(element);
            if (named.SpecialType is not (SpecialType.None or SpecialType.System_Object)) return null;
        }
        else if (returned is IArrayTypeSymbol array)
        {
            return array.Rank == 1 ? KindOfElement(array.ElementType) : null;
        }

        if (returned is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }) return DecisionKind.OneOrNone;
        return returned.NullableAnnotation == NullableAnnotation.Annotated ? DecisionKind.OneOrNone : DecisionKind.One;
    }

    private static DecisionKind KindOfElement(ITypeSymbol element) => element.IsValueType ? DecisionKind.ValueEvents : DecisionKind.Events;

    private static ITypeSymbol? ElementOf(INamedTypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_String) return null;
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T) return type.TypeArguments[0];
        foreach (var implemented in type.AllInterfaces)
        {
            if (implemented.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T) return implemented.TypeArguments[0];
        }

        return null;
    }

    /// <summary>A method cannot be more accessible than the type of its parameter.</summary>
    private string AccessibilityFor(ITypeSymbol command)
    {
        var narrowest = "public";
        for (ITypeSymbol? at = command; at is not null; at = at.ContainingType)
        {
            // What contains the aggregate too narrows both alike.
            if (at.DeclaredAccessibility is Accessibility.Public or Accessibility.NotApplicable || Contains(at, type)) continue;
            if (at.DeclaredAccessibility != Accessibility.Internal) return "private";
            narrowest = "internal";
        }

        return narrowest;
    }

    private static bool Contains(ITypeSymbol outer, INamedTypeSymbol inner)
    {
        for (var at = inner.ContainingType; at is not null; at = at.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(at, outer)) return true;
        }

        return false;
    }
}
