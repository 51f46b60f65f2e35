using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>The constraints of type parameters.</summary>
internal static class TypeConstraints
{
    /// <summary>Whether the arguments are allowed; what depends on other parameters counts as allowed.</summary>
    public static bool AreMet(ImmutableArray<ITypeParameterSymbol> parameters, ImmutableArray<ITypeSymbol> arguments)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var (parameter, argument) = (parameters[i], arguments[i]);
            if (parameter.HasReferenceTypeConstraint && !argument.IsReferenceType) return false;
            if (parameter.HasValueTypeConstraint && (!argument.IsValueType || argument.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)) return false;
            if (parameter.HasUnmanagedTypeConstraint && !argument.IsUnmanagedType) return false;
            if (parameter.HasConstructorConstraint && !HasConstructor(argument)) return false;
            foreach (var type in parameter.ConstraintTypes)
            {
                if (type is INamedTypeSymbol { TypeArguments.Length: 0 } && !argument.IsOrDerivesFrom(type)) return false;
            }
        }

        return true;
    }

    /// <summary>The constraints as code has them, such as <c> where T : class, new()</c>; empty where there are none.</summary>
    public static string InCode(IEnumerable<ITypeParameterSymbol> parameters) => string.Concat(parameters.Select(InCode));

    private static string InCode(ITypeParameterSymbol parameter)
    {
        var parts = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint) parts.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint) parts.Add("struct");
        else if (parameter.HasReferenceTypeConstraint) parts.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        else if (parameter.HasNotNullConstraint) parts.Add("notnull");
        for (var i = 0; i < parameter.ConstraintTypes.Length; i++)
            parts.Add(parameter.ConstraintTypes[i].InCode() + (parameter.ConstraintNullableAnnotations[i] == NullableAnnotation.Annotated ? "?" : ""));
        if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint) parts.Add("new()");
        if (parameter.AllowsRefLikeType) parts.Add("allows ref struct");
        return parts.Count == 0 ? "" : $" where {Symbols.Escape(parameter.Name)} : {string.Join(", ", parts)}";
    }

    private static bool HasConstructor(ITypeSymbol type)
    {
        if (type.IsValueType) return true;
        if (type is not INamedTypeSymbol { IsAbstract: false } named) return false;
        foreach (var constructor in named.InstanceConstructors)
        {
            if (constructor is { Parameters.Length: 0, DeclaredAccessibility: Accessibility.Public }) return true;
        }

        return false;
    }
}
