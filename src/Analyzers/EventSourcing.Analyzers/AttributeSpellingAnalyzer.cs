using System.Collections.Immutable;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0604: what is spelled [Handles] is the attribute of that name, and the attribute is spelled so.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AttributeSpellingAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UseRules.HandlesIsSpelledDifferently];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is not { Types.HandlesAttribute: { } handles }) return;
            start.RegisterSyntaxNodeAction(node => Analyze(node, handles), SyntaxKind.Attribute);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, INamedTypeSymbol handles)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (attribute.Parent?.Parent is not MethodDeclarationSyntax { Parent: ClassDeclarationSyntax declaration }) return;
        if (LastNameOf(attribute.Name) is "Handles" or "HandlesAttribute")
        {
            if (context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol?.ContainingType is not { } other || SymbolEqualityComparer.Default.Equals(other, handles)) return;
            if (context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } type || AggregateReader.RootOf(type) is null) return;
            Report(context, attribute, $"is '{other.ToDisplayString()}' and not '{WellKnownNames.HandlesAttribute}', so that the method handles nothing; write [EventSourcing.Handles]");
        }
        else if (attribute.Name is IdentifierNameSyntax name
            && context.SemanticModel.GetAliasInfo(name, context.CancellationToken) is { } alias && SymbolEqualityComparer.Default.Equals(alias.Target, handles))
        {
            Report(context, attribute, "is an alias of [Handles], which the rules about events and a reader of the code look for; write [Handles]");
        }
    }

    private static string LastNameOf(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private static void Report(SyntaxNodeAnalysisContext context, AttributeSyntax attribute, string what) =>
        context.ReportDiagnostic(Diagnostic.Create(UseRules.HandlesIsSpelledDifferently, attribute.Name.GetLocation(), attribute.Name.ToString(), what));
}
