using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace EventSourcing.CodeFixes;

/// <summary>What a fix knows of the document that it changes.</summary>
/// <param name="Document">The document.</param>
/// <param name="Root">Its root.</param>
/// <param name="Model">Its semantic model.</param>
/// <param name="CancellationToken">Ends the work early.</param>
internal sealed record FixContext(Document Document, SyntaxNode Root, SemanticModel Model, CancellationToken CancellationToken)
{
    private Dictionary<string, int>? _errors;

    /// <summary>Whether changes bring the document errors that it does not have: somebody assigns what would be <c>init</c>, an interface asks for the old type.</summary>
    /// <remarks>Other documents are not looked at, because binding all of them takes too long for a menu; there the compiler names the places.</remarks>
    public bool IsBrokenBy(SyntaxEdits edits)
    {
        if (edits.IsEmpty) return false;
        var tree = Model.SyntaxTree;
        var changed = tree.WithRootAndOptions(edits.ApplyTo(Root), tree.Options);
        var after = ErrorsOf(Model.Compilation.ReplaceSyntaxTree(tree, changed).GetSemanticModel(changed));
        if (after.Count == 0) return false;
        _errors ??= ErrorsOf(Model);
        foreach (var error in after)
        {
            // The texts and places of errors that were there before may change with the code.
            if (!_errors.TryGetValue(error.Key, out var before) || before < error.Value) return true;
        }

        return false;
    }

    private Dictionary<string, int> ErrorsOf(SemanticModel model)
    {
        var errors = new Dictionary<string, int>();
        foreach (var diagnostic in model.GetDiagnostics(cancellationToken: CancellationToken))
        {
            if (diagnostic.Severity != DiagnosticSeverity.Error) continue;
            errors.TryGetValue(diagnostic.Id, out var count);
            errors[diagnostic.Id] = count + 1;
        }

        return errors;
    }
}
