using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using EventSourcing.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.CodeFixes.Locking;

/// <summary>ESG0503: gives an event the name under which it was stored before as an alias.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddAliasCodeFixProvider))]
[Shared]
public sealed class AddAliasCodeFixProvider : SyntaxCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.EventIsGone];

    private protected override IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic)
    {
        if (diagnostic.Properties.TryGetValue(FixHints.Alias, out var alias)) yield return ($"Add the alias '{alias}'", "AddAlias");
    }

    private protected override void AddEdits(SyntaxEdits edits, Diagnostic diagnostic, string key, FixContext context)
    {
        if (!diagnostic.Properties.TryGetValue(FixHints.Alias, out var alias) || alias is null) return;
        if (context.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration) return;
        edits.Add(declaration, type => new DomainEventArguments(context.Model).AddAlias(type, alias));
    }
}
