using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Chooses the constructor with which an object is read.</summary>
internal static class JsonConstructor
{
    /// <summary>
    /// The one with [JsonConstructor]; else the public parameterless one of a class; else the only public one with parameters; else the one
    /// that takes a record apart again (its primary constructor); else the default of a struct.
    /// </summary>
    /// <returns>The constructor, or <see langword="null"/> and why there is none.</returns>
    public static IMethodSymbol? Choose(INamedTypeSymbol type, out string why)
    {
        why = "";
        IMethodSymbol? marked = null, parameterless = null, only = null;
        var count = 0;
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.Attribute("System.Text.Json.Serialization.JsonConstructorAttribute") is not null)
            {
                if (marked is not null) why = "several of its constructors carry [JsonConstructor]";
                marked = constructor;
            }

            if (constructor.DeclaredAccessibility != Accessibility.Public) continue;
            if (constructor.Parameters.Length == 0)
            {
                parameterless = constructor;
                continue;
            }

            count++;
            only = constructor;
        }

        if (why.Length > 0) return null;
        if (marked is not null) return marked;
        if (parameterless is not null && (!type.IsValueType || count == 0)) return parameterless;
        if (count == 1) return only;
        if (count > 1 && PrimaryOf(type) is { } primary) return primary;
        if (parameterless is not null) return parameterless;
        why = count == 0 ? "it has no public constructor" : "it has several public constructors; mark one with [JsonConstructor]";
        return null;
    }

    /// <summary>The parameter that carries a member: the one of its name, in any case, and its type.</summary>
    public static IParameterSymbol? ParameterOf(IMethodSymbol constructor, JsonMember member)
    {
        foreach (var parameter in constructor.Parameters)
        {
            if (string.Equals(parameter.Name, member.Symbol.Name, StringComparison.OrdinalIgnoreCase)
                && SymbolEqualityComparer.Default.Equals(parameter.Type, member.Type)) return parameter;
        }

        return null;
    }

    private static IMethodSymbol? PrimaryOf(INamedTypeSymbol type)
    {
        if (!type.IsRecord) return null;
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.DeclaredAccessibility != Accessibility.Public || constructor.Parameters.Length == 0) continue;
            foreach (var member in type.GetMembers("Deconstruct"))
            {
                if (member is IMethodSymbol { IsStatic: false } deconstruct && HasSameParameters(constructor, deconstruct) && deconstruct.IsImplicitlyDeclared) return constructor;
            }
        }

        return null;
    }

    private static bool HasSameParameters(IMethodSymbol constructor, IMethodSymbol deconstruct)
    {
        if (constructor.Parameters.Length != deconstruct.Parameters.Length) return false;
        for (var i = 0; i < constructor.Parameters.Length; i++)
        {
            if (constructor.Parameters[i].Name != deconstruct.Parameters[i].Name) return false;
            if (!SymbolEqualityComparer.Default.Equals(constructor.Parameters[i].Type, deconstruct.Parameters[i].Type)) return false;
        }

        return true;
    }
}
