using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
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

    private static bool IsMember(SyntaxNode node) => node is ParameterSyntax or PropertyDeclarationSyntax or VariableDeclaratorSyntax or TypeDeclarationSyntax;
}
