using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using EventSourcing.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.CodeFixes.Events;

/// <summary>ESG0204: seals the event, where it has no virtual members that somebody means to override.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SealEventCodeFixProvider))]
[Shared]
public sealed class SealEventCodeFixProvider : SyntaxCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.EventIsNotSealed];

    private protected override IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic) => [("Seal the event", "SealEvent")];

    private protected override void AddEdits(SyntaxEdits edits, Diagnostic diagnostic, string key, FixContext context)
    {
        if (context.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration) return;
        foreach (var member in declaration.Members)
        {
            if (member.Modifiers.Any(SyntaxKind.VirtualKeyword)) return;
        }

        if (HasDerived(declaration, context)) return;
        edits.Add(declaration, static type => Modifiers.With(type, SyntaxKind.SealedKeyword));
    }

    /// <summary>Whether a type of the same file derives from it; the compiler names those of other files.</summary>
    private static bool HasDerived(TypeDeclarationSyntax declaration, FixContext context)
    {
        var sealing = context.Model.GetDeclaredSymbol(declaration, context.CancellationToken);
        foreach (var node in context.Root.DescendantNodes())
        {
            if (node is not TypeDeclarationSyntax { BaseList: not null } other) continue;
            if (SymbolEqualityComparer.Default.Equals(context.Model.GetDeclaredSymbol(other, context.CancellationToken)?.BaseType?.OriginalDefinition, sealing)) return true;
        }

        return false;
    }
}
