using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Knows the types that are no data, and so have no place in an event however they could be written.</summary>
internal static class NotFacts
{
    /// <summary>What a type is, within a sentence, where it is no data; <see langword="null"/> for every other type.</summary>
    public static string? WhatIs(ITypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer) return "it is a pointer into one process";
        if (type is not INamedTypeSymbol named) return null;
        switch (named.SpecialType)
        {
            case SpecialType.None: break;
            case SpecialType.System_Delegate or SpecialType.System_MulticastDelegate: return "it is a delegate, which is code";
            case SpecialType.System_IDisposable: return "it holds resources that must be disposed";
            default: return null;
        }

        switch (named.TypeKind)
        {
            case TypeKind.Delegate: return "it is a delegate, which is code";
            case not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface): return null;
        }

        if (named.IsTaskLike()) return "it is work that goes on in one process";
        if (named.Is("System.Threading.CancellationToken")) return "it is a signal of one process";
        if (named.TypeKind == TypeKind.Class && IsAggregate(named)) return "it is an aggregate, which has a history of its own";
        if (IsDisposable(named) && !named.Is("System.Text.Json.JsonDocument")) return "it holds resources that must be disposed";
        return IsService(named) ? "it is a service" : null;
    }

    /// <summary>The fields and stored properties of a type, private ones as well, that hold what is no data.</summary>
    public static IEnumerable<(ISymbol Member, ITypeSymbol Type, string What)> KeptBy(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsStatic: false, AssociatedSymbol: null or IPropertySymbol } field) continue;
            if (field is { IsImplicitlyDeclared: true, AssociatedSymbol: null }) continue;
            if (WhatIs(field.Type) is { } what) yield return (field.AssociatedSymbol ?? field, field.Type, what);
        }
    }

    private static bool IsAggregate(INamedTypeSymbol type) =>
        AggregateReader.RootOf(type) is not null || type.OriginalDefinition.Is(WellKnownNames.AggregateRoot) || type.OriginalDefinition.Is(WellKnownNames.StateAggregateRoot);

    private static bool IsDisposable(INamedTypeSymbol type)
    {
        if (type.Is("System.IAsyncDisposable")) return true;
        foreach (var implemented in type.AllInterfaces)
        {
            if (implemented.SpecialType == SpecialType.System_IDisposable || implemented.Is("System.IAsyncDisposable")) return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a type does things and says nothing: an interface of methods alone, or a class without anything to read. The interfaces of the base
    /// library describe data as often as behaviour, and so only those that are known count.
    /// </summary>
    private static bool IsService(INamedTypeSymbol type)
    {
        if (type.Is("System.IServiceProvider") || type.Is("System.TimeProvider") || type.Is("System.IProgress`1") || type.Is("System.Net.Http.IHttpClientFactory")) return true;
        if (type.TypeKind == TypeKind.Struct || type.IsRecord || type.IsAbstract && type.TypeKind == TypeKind.Class) return false;
        if (IsOfTheSystem(type) || SaysHowItIsWritten(type)) return false;
        var does = false;
        if (type.TypeKind == TypeKind.Interface)
        {
            foreach (var implemented in type.AllInterfaces)
            {
                if (!IsOfTheSystem(implemented) && !Judge(implemented, ref does)) return false;
            }

            return Judge(type, ref does) && does;
        }

        for (var at = type; at is { SpecialType: not SpecialType.System_Object }; at = at.BaseType)
        {
            if (JsonCollections.IsEnumerable(at) || !Judge(at, ref does)) return false;
        }

        return does;
    }

    /// <summary>Whether a type has nothing to read; <paramref name="does"/> becomes true where it has a method of its own.</summary>
    private static bool Judge(INamedTypeSymbol type, ref bool does)
    {
        foreach (var member in type.GetMembers())
        {
            if (member.IsStatic) continue;
            switch (member)
            {
                case IPropertySymbol { IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public }:
                case IFieldSymbol { DeclaredAccessibility: Accessibility.Public }:
                    return false;

                // What a service keeps is other services; a class that keeps a value is one, however it hides it.
                case IFieldSymbol { Type.TypeKind: not (TypeKind.Interface or TypeKind.Delegate) } field when field.Type is not INamedTypeSymbol kept || !IsDisposable(kept):
                    return false;
                case IMethodSymbol { MethodKind: MethodKind.Ordinary, IsOverride: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } method
                    when method.Name is not ("Equals" or "CompareTo" or "ToString" or "TryFormat" or "Deconstruct" or "GetHashCode"):
                    does = true;
                    break;
            }
        }

        return true;
    }

    private static bool SaysHowItIsWritten(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "JsonConverterAttribute" or "JsonDerivedTypeAttribute" or "JsonPolymorphicAttribute" }) return true;
        }

        return false;
    }

    private static bool IsOfTheSystem(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return space is { Name: "System" };
    }
}
