using System.Collections.Immutable;
using EventSourcing.Analyzers.Configuration;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Immutability;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0207: events with equal content are equal.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EqualityAnalyzer : EventAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [EventShapeRules.MemberComparesByReference];

    private protected override Action<SymbolAnalysisContext, INamedTypeSymbol> Start(Compilation compilation)
    {
        var mutableTypes = new MutableTypes(compilation);
        var reported = new ReportedOnce();
        return (context, type) => Analyze(context, type, mutableTypes, reported);
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, MutableTypes mutableTypes, ReportedOnce reported)
    {
        if (!type.IsRecord || ComparesItself(type)) return;
        foreach (var fact in Facts.Of(type))
        {
            if (!fact.Owner.IsRecord) continue;
            string advice;
            if (IsOwnCollection(fact.Held, out var collection))
            {
                advice = $"let '{collection.Name}' implement IEquatable<{collection.Name}>";
            }
            else if (mutableTypes.KindOf(fact.Held) is not (CollectionKind.None or CollectionKind.Other))
            {
                // That it can be changed is the worse of the two, and mended the same way: it is reported alone.
                if (!RuleSeverities.IsOff(RuleIdentifiers.EventHoldsMutableCollection, fact.Location.SourceTree!, context.Compilation, context.CancellationToken)) continue;
                advice = "compare its elements in an Equals method of the event, or hold it in a type that does";
            }
            else
            {
                continue;
            }

            if (reported.Add(fact.Symbol))
                context.ReportDiagnostic(Diagnostic.Create(EventShapeRules.MemberComparesByReference, fact.Location, type.Name, fact.Symbol.Name, fact.Held.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), advice));
        }
    }

    /// <summary>A collection class of the project that says nothing of equality. Those of the base library compare by reference, as everybody knows.</summary>
    private static bool IsOwnCollection(ITypeSymbol type, out INamedTypeSymbol collection)
    {
        collection = (type as INamedTypeSymbol)!;
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsRecord: false } || type.DeclaringSyntaxReferences.Length == 0) return false;
        if (!JsonCollections.IsEnumerable(type)) return false;
        for (var at = collection; at is { SpecialType: not SpecialType.System_Object }; at = at.BaseType)
        {
            foreach (var member in at.GetMembers(nameof(Equals)))
            {
                if (member is IMethodSymbol { IsOverride: true }) return false;
            }
        }

        return true;
    }

    /// <summary>Whether a record says itself when it is equal to another.</summary>
    private static bool ComparesItself(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers(nameof(Equals)))
        {
            if (member is IMethodSymbol { IsImplicitlyDeclared: false, Parameters.Length: 1 }) return true;
        }

        return false;
    }
}
