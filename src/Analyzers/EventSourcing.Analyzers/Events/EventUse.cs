using System.Threading;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Events;

/// <summary>Judges a value that is used as an event: whether a catalog of this compilation knows its type.</summary>
internal static class EventUse
{
    /// <summary>Reports a type that no catalog knows, as far as the type says enough.</summary>
    public static void Report(
        ITypeSymbol type, Location location, EventIndex index, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        if (type is INamedTypeSymbol named)
        {
            // What could be an object of a derived type says nothing, and neither does what does not compile.
            if (named.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Enum) || named.IsAbstract || named.SpecialType == SpecialType.System_Object) return;
            if (index.IsEvent(named.OriginalDefinition, cancellationToken) && SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, compilation.Assembly)) return;
            if (!SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, compilation.Assembly))
            {
                if (ReferencedCatalogs.Lists(named) || index.IsHandled(named, cancellationToken)) return;
                if (RuntimeTypes.HasAttribute(named, index.Types.DomainEventAttribute))
                {
                    report(Diagnostic.Create(UseRules.EventIsNotReadable, location, named.Name, named.ContainingAssembly.Name));
                    return;
                }
            }
        }
        else if (type is not IArrayTypeSymbol)
        {
            return;
        }

        report(Diagnostic.Create(UseRules.ValueIsNoEvent, location, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
    }
}
