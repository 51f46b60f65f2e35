using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using EventSourcing.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.CodeFixes.Renaming;

/// <summary>Renames one event after the other, since every renaming can touch every document.</summary>
internal sealed class RenameEventFixAllProvider : FixAllProvider
{
    public static RenameEventFixAllProvider Instance { get; } = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(CodeAction.Create(
        "Rename events to the past tense, stored as before",
        cancellationToken => RenameAllAsync(fixAllContext, cancellationToken),
        fixAllContext.CodeActionEquivalenceKey));

    private static async Task<Solution> RenameAllAsync(FixAllContext context, CancellationToken cancellationToken)
    {
        var renamings = new List<(ProjectId Project, string MetadataName, string NewName)>();
        foreach (var diagnostic in await DiagnosticsAsync(context).ConfigureAwait(false))
        {
            if (await RenamingOfAsync(context.Solution, diagnostic, cancellationToken).ConfigureAwait(false) is { } renaming && !renamings.Contains(renaming)) renamings.Add(renaming);
        }

        // Inner types first: renaming an outer type changes the full name of the inner.
        renamings.Sort((left, right) => string.CompareOrdinal(right.MetadataName, left.MetadataName));
        var solution = context.Solution;
        foreach (var (project, metadataName, newName) in renamings)
        {
            solution = await EventRenaming.ApplyAsync(solution, project, metadataName, newName, cancellationToken).ConfigureAwait(false);
        }

        return solution;
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(FixAllContext context)
    {
        if (context.Scope == FixAllScope.Document) return await context.GetDocumentDiagnosticsAsync(context.Document!).ConfigureAwait(false);
        if (context.Scope == FixAllScope.Project) return await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false);
        var all = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var project in context.Solution.Projects) all.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
        return all.ToImmutable();
    }

    private static async Task<(ProjectId Project, string MetadataName, string NewName)?> RenamingOfAsync(
        Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(FixHints.NewName, out var newName) || newName is null) return null;
        if (solution.GetDocument(diagnostic.Location.SourceTree) is not { } document) return null;
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration) return null;
        if (model?.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type) return null;
        return (document.Project.Id, EventRenaming.MetadataNameOf(type), newName);
    }
}
