using System.Collections.Generic;
using System.Threading;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers;

/// <summary>The types of the referenced assemblies that have a catalog: only those have projections and read models that a program finds.</summary>
internal static class ReferencedTypes
{
    /// <summary>All of them, nested ones included.</summary>
    public static IEnumerable<INamedTypeSymbol> Of(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (assembly.Attribute(WellKnownNames.EventCatalogAttribute) is null) continue;
            foreach (var type in In(assembly.GlobalNamespace)) yield return type;
        }
    }

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is not INamespaceOrTypeSymbol inner) continue;
            if (inner is INamedTypeSymbol type) yield return type;
            foreach (var nested in In(inner)) yield return nested;
        }
    }
}
