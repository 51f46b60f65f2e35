using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace EventSourcing.CodeFixes;

/// <summary>A fix that changes the document of the diagnostic alone, for one diagnostic or for all in one pass.</summary>
public abstract class SyntaxCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
        await FixAsync(document, diagnostics, context.CodeActionEquivalenceKey ?? "", context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        if (await ContextOfAsync(document, context.CancellationToken).ConfigureAwait(false) is not { } fixContext) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var (title, key) in Options(diagnostic, fixContext))
            {
                // What cannot be done is not offered.
                var edits = new SyntaxEdits();
                AddEdits(edits, diagnostic, key, fixContext);
                if (edits.IsEmpty || fixContext.IsBrokenBy(edits)) continue;
                context.RegisterCodeFix(CodeAction.Create(title, cancellationToken => FixAsync(document, [diagnostic], key, cancellationToken), key), diagnostic);
            }
        }
    }

    /// <summary>What can be offered for a diagnostic: the title and the equivalence key of each fix.</summary>
    private protected abstract IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic);

    /// <summary>The same where it depends on the code.</summary>
    private protected virtual IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic, FixContext context) => Options(diagnostic);

    /// <summary>Adds the changes that mend a diagnostic; none where it cannot be mended this way.</summary>
    private protected abstract void AddEdits(SyntaxEdits edits, Diagnostic diagnostic, string key, FixContext context);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, string key, CancellationToken cancellationToken)
    {
        if (await ContextOfAsync(document, cancellationToken).ConfigureAwait(false) is not { } context) return document;
        var edits = EditsFor(diagnostics, key, context);
        if (diagnostics.Length > 1 && context.IsBrokenBy(edits)) edits = EditsFor([.. diagnostics.Where(diagnostic => !context.IsBrokenBy(EditsFor([diagnostic], key, context)))], key, context);
        return edits.IsEmpty ? document : document.WithSyntaxRoot(edits.ApplyTo(context.Root));
    }

    private SyntaxEdits EditsFor(ImmutableArray<Diagnostic> diagnostics, string key, FixContext context)
    {
        var edits = new SyntaxEdits();
        foreach (var diagnostic in diagnostics) AddEdits(edits, diagnostic, key, context);
        return edits;
    }

    private static async Task<FixContext?> ContextOfAsync(Document document, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return root is null || model is null ? null : new FixContext(document, root, model, cancellationToken);
    }
}
