using System.Collections.Immutable;
using System.Globalization;
using System.Threading;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Analyzers.Upcasting;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0506 and ESG0507: every stored shape that is known has one way to the current events, and every upcaster can be called.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UpcasterAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UpcastRules.NoWayToCurrentVersion, UpcastRules.WrongUpcaster];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is not { } index) return;
            var (compilation, options) = (start.Compilation, start.Options);
            var proof = new Lazy<UpcastProof>(
                () => new UpcastProof(compilation, index.Own(CancellationToken.None), index.Upcasters(CancellationToken.None), KnownVersions.Of(options, CancellationToken.None), CancellationToken.None),
                LazyThreadSafetyMode.ExecutionAndPublication);
            start.RegisterSymbolAction(symbol => Analyze(symbol, index, proof), SymbolKind.NamedType);
            start.RegisterSyntaxNodeAction(AnalyzeFunction, SyntaxKind.LocalFunctionStatement, SyntaxKind.ParenthesizedLambdaExpression);

            // Events of references that meet here have no place in this compilation.
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var missing in proof.Value.MissingInReferences) end.ReportDiagnostic(Describe(missing, Location.None));
            });
        });
    }

    private static void Analyze(SymbolAnalysisContext context, EventIndex index, Lazy<UpcastProof> proof)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (index.IsEvent(type, context.CancellationToken) && proof.Value.MissingTo(type) is { } missing)
            context.ReportDiagnostic(Describe(missing, EventAnalyzer.LocationOf(type, context.Compilation)));
        if (type.IsFileLocal) AnalyzeLocal(context, type);
        if (index.Upcasters(context.CancellationToken).Count == 0) return;
        foreach (var (upcaster, why, advice) in proof.Value.FaultsIn(type))
        {
            if (Violations.LocationOf(upcaster.Method) is { } place) context.ReportDiagnostic(Diagnostic.Create(UpcastRules.WrongUpcaster, place, upcaster.DisplayName, why, advice));
        }
    }

    /// <summary>A type that is local to its file has no name by which other files could find it.</summary>
    private static void AnalyzeLocal(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        foreach (var upcaster in UpcasterReader.UpcastersOf(type))
        {
            if (upcaster.Fault is { } why && Violations.LocationOf(upcaster.Method) is { } place)
                context.ReportDiagnostic(Diagnostic.Create(UpcastRules.WrongUpcaster, place, upcaster.DisplayName, why, upcaster.Advice));
        }
    }

    private static Diagnostic Describe(MissingWays missing, Location place)
    {
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(FixHints.StoredName, missing.Name)
            .Add(FixHints.MissingVersions, string.Join(",", missing.Versions));
        return Diagnostic.Create(
            UpcastRules.NoWayToCurrentVersion,
            place,
            properties,
            missing.VersionsText,
            missing.Name,
            missing.CurrentVersion.ToString(CultureInfo.InvariantCulture),
            missing.Current.Name,
            missing.Taken);
    }

    /// <summary>An attribute is allowed on local functions and lambdas too, where nothing could call them.</summary>
    private static void AnalyzeFunction(SyntaxNodeAnalysisContext context)
    {
        var (attributes, place, name) = context.Node switch
        {
            LocalFunctionStatementSyntax function => (function.AttributeLists, function.Identifier.GetLocation(), function.Identifier.ValueText),
            ParenthesizedLambdaExpressionSyntax lambda => (lambda.AttributeLists, lambda.ArrowToken.GetLocation(), "(lambda)"),
            _ => default,
        };
        if (attributes.Count == 0) return;
        var symbol = context.Node is LocalFunctionStatementSyntax
            ? context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken)
            : context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol;
        if (symbol?.Attribute(WellKnownNames.UpcastsAttribute) is null) return;
        context.ReportDiagnostic(Diagnostic.Create(UpcastRules.WrongUpcaster, place, name, "it is inside another method", "make it a static method of a class"));
    }
}
