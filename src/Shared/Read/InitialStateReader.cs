using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Finds where the state before the first event comes from.</summary>
internal static class InitialStateReader
{
    /// <summary>Reads it from the state's type.</summary>
    public static InitialState Read(INamedTypeSymbol aggregate, ITypeSymbol stateType, bool baseEmitsIt)
    {
        if (baseEmitsIt) return InitialState.Inherited;
        if (stateType is not INamedTypeSymbol state) return InitialState.Deferred;
        var assembly = aggregate.ContainingAssembly;
        foreach (var member in state.GetMembers("Initial"))
        {
            var memberType = member switch
            {
                IPropertySymbol { IsStatic: true, GetMethod: not null } property => property.Type,
                IFieldSymbol { IsStatic: true } field => field.Type,
                _ => null,
            };
            if (SymbolEqualityComparer.Default.Equals(memberType, state) && Symbols.IsAccessible(member, assembly)) return InitialState.InitialMember;
        }

        if (state.IsValueType) return InitialState.Default;
        if (state.IsAbstract || state.TypeKind != TypeKind.Class || HasRequired(state)) return InitialState.Deferred;
        foreach (var constructor in state.InstanceConstructors)
        {
            if (constructor.Parameters.Length == 0 && Symbols.IsAccessible(constructor, assembly)) return InitialState.Constructor;
        }

        return InitialState.Deferred;
    }

    private static bool HasRequired(INamedTypeSymbol state)
    {
        for (var at = state; at is not null; at = at.BaseType)
        {
            foreach (var member in at.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) return true;
            }
        }

        return false;
    }
}
