using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using EventSourcing.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.CodeFixes.Renaming;

/// <summary>ESG0101 and ESG0102: renames the event everywhere and keeps the name under which it is stored.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameEventCodeFixProvider))]
[Shared]
public sealed class RenameEventCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [RuleIdentifiers.EventNameIsNotPastTense, RuleIdentifiers.EventNameIsAdjectiveAndNoun];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => RenameEventFixAllProvider.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(FixHints.NewName, out var newName) || newName is null) continue;
            if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration) continue;
            if (model?.GetDeclaredSymbol(declaration, context.CancellationToken) is not INamedTypeSymbol type || !EventRenaming.IsFree(type, newName)) continue;

            var solution = context.Document.Project.Solution;
            var projectId = context.Document.Project.Id;
            var metadataName = EventRenaming.MetadataNameOf(type);
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Rename to '{newName}', stored as before",
                    cancellationToken => EventRenaming.ApplyAsync(solution, projectId, metadataName, newName, cancellationToken),
                    equivalenceKey: nameof(RenameEventCodeFixProvider)),
                diagnostic);
        }
    }
}
