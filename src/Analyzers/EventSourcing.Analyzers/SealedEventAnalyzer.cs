using System.Collections.Immutable;
using EventSourcing.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0204: an event is a sealed type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SealedEventAnalyzer : EventAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [EventShapeRules.EventIsNotSealed];

    private protected override Action<SymbolAnalysisContext, INamedTypeSymbol> Start(Compilation compilation) => static (context, type) =>
    {
        // An abstract event is an error of its own.
        if (type.IsSealed || type.IsAbstract || type.TypeKind != TypeKind.Class) return;
        context.ReportDiagnostic(Diagnostic.Create(EventShapeRules.EventIsNotSealed, LocationOf(type, context.Compilation), type.Name));
    };
}
