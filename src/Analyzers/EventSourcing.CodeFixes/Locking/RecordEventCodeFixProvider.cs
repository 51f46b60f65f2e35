using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EventSourcing.Analyzers;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EventSourcing.CodeFixes.Locking;

/// <summary>ESG0505: records an event in events.lock.json, or all of a project.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RecordEventCodeFixProvider))]
[Shared]
public sealed class RecordEventCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.NotRecorded];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => RecordAllFixProvider.Instance;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.Document.Project;
        foreach (var diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Record the event in {LockFormat.FileName}",
                    cancellationToken => RecordAsync(project, [diagnostic], cancellationToken),
                    equivalenceKey: nameof(RecordEventCodeFixProvider)),
                diagnostic);
        }

        return Task.CompletedTask;
    }

    /// <summary>The solution with the events of these diagnostics recorded; the same one where the lock of the project is not there or cannot be read.</summary>
    internal static async Task<Solution> RecordAsync(Project project, IReadOnlyCollection<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (project.AdditionalDocuments.FirstOrDefault(d => d.FilePath is { } path && LockFormat.IsLock(path)) is not { } document) return project.Solution;
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        if (LockReader.Read(text.ToString(), out _) is not { } locked) return project.Solution;
        var events = new List<CurrentEvent>();
        foreach (var diagnostic in diagnostics)
        {
            if (await FindAsync(project.Solution, diagnostic, cancellationToken).ConfigureAwait(false) is { } current) events.Add(current);
        }

        var merged = LockWriter.Write(LockMerger.Merge(locked, events));
        return project.Solution.WithAdditionalDocumentText(document.Id, SourceText.From(merged, text.Encoding));
    }

    private static async Task<CurrentEvent?> FindAsync(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (solution.GetDocument(diagnostic.Location.SourceTree) is not { } document) return null;
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration) return null;
        return model?.GetDeclaredSymbol(declaration, cancellationToken) is INamedTypeSymbol type ? ShapeReader.Read(type, cancellationToken) : null;
    }
}
