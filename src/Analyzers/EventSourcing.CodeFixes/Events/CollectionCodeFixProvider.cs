using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using EventSourcing.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.CodeFixes.Events;

/// <summary>ESG0202: replaces the type of a member by a read-only interface or an immutable collection.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CollectionCodeFixProvider))]
[Shared]
public sealed class CollectionCodeFixProvider : SyntaxCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.EventHoldsMutableCollection];

    private protected override IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic)
    {
        diagnostic.Properties.TryGetValue(FixHints.Change, out var kind);
        foreach (var replacement in CollectionReplacement.For(kind)) yield return ($"Use {replacement.Display}", replacement.TypeName);
    }

    private protected override void AddEdits(SyntaxEdits edits, Diagnostic diagnostic, string key, FixContext context)
    {
        diagnostic.Properties.TryGetValue(FixHints.Change, out var kind);
        if (CollectionReplacement.Find(kind, key) is not { } replacement) return;
        var node = context.Root.FindNode(diagnostic.Location.SourceSpan);
        var (type, value) = PartsOf(node);
        if (type is null || replacement.TypeFor(type, context, out var missingNamespace) is not { } newType) return;

        // A value that would not convert would only move the error.
        var newValue = value is null ? null : replacement.ValueFor(value, type, context.Model);
        if (value is not null && newValue is null) return;
        if (key.StartsWith("System.Collections.Immutable.", StringComparison.Ordinal) && IsChangedByCalls(node, context)) return;
        if (missingNamespace is not null && context.Root is CompilationUnitSyntax { Usings.Count: > 0 } unit) edits.Add(unit, current => UsingDirectives.Add(current, missingNamespace));
        edits.Add(type, current => newType.WithTriviaFrom(current));
        if (value is not null && !ReferenceEquals(newValue, value)) edits.Add(value, current => newValue!.WithTriviaFrom(current));
    }

    private static (TypeSyntax? Type, ExpressionSyntax? Value) PartsOf(SyntaxNode node) => node.FirstAncestorOrSelf<SyntaxNode>(IsMember) switch
    {
        ParameterSyntax parameter => (parameter.Type, parameter.Default?.Value),
        PropertyDeclarationSyntax property => (property.Type, property.Initializer?.Value),
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration } variable => (declaration.Type, variable.Initializer?.Value),
        _ => (null, null),
    };

    /// <summary>Whether the file has calls such as <c>Lines.Add(x);</c>: on an immutable collection they compile too, and do nothing.</summary>
    private static bool IsChangedByCalls(SyntaxNode node, FixContext context)
    {
        if (node.FirstAncestorOrSelf<SyntaxNode>(IsMember) is not { } member || context.Model.GetDeclaredSymbol(member, context.CancellationToken) is not { } symbol) return false;
        foreach (var call in context.Root.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call is not { Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax, Expression: MemberAccessExpressionSyntax { Expression: var target } }) continue;
            if (context.Model.GetSymbolInfo(target, context.CancellationToken).Symbol is not { } called || called.Name != symbol.Name) continue;
            if (SymbolEqualityComparer.Default.Equals(called.ContainingType, symbol.ContainingType) && context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol { ReturnsVoid: true }) return true;
        }

        return false;
    }

    private static bool IsMember(SyntaxNode node) => node is ParameterSyntax or PropertyDeclarationSyntax or VariableDeclaratorSyntax or TypeDeclarationSyntax;
}
