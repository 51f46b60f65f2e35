using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EventSourcing.Analyzers;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.CodeFixes.Locking;

/// <summary>
/// ESG0504: raises the version of the event, and writes the old shape as a type and the stub of an upcaster from it. ESG0506: writes these for a version that
/// somebody has raised already, where the lock has the old shape.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RaiseVersionCodeFixProvider))]
[Shared]
public sealed class RaiseVersionCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.BreakingChange, RuleIdentifiers.NoWayToCurrentVersion];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
        await ApplyAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            // What cannot be done is not offered.
            if ((await PlanAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false)).Count == 0) continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    diagnostic.Id == RuleIdentifiers.BreakingChange ? "Raise the version and upcast from the old one" : "Upcast from the recorded version",
                    cancellationToken => ApplyAsync(context.Document, [diagnostic], cancellationToken),
                    equivalenceKey: nameof(RaiseVersionCodeFixProvider)),
                diagnostic);
        }
    }

    private static async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var plans = await PlanAsync(document, diagnostics, cancellationToken).ConfigureAwait(false);
        if (plans.Count == 0 || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root) return document;
        root = root.TrackNodes(plans.Select(p => p.Declaration));
        foreach (var plan in plans)
        {
            var declaration = root.GetCurrentNode(plan.Declaration)!;
            root = root.ReplaceNode(declaration, plan.Apply(declaration));
        }

        return document.WithSyntaxRoot(root);
    }

    /// <summary>One plan for each event, however much of it has changed.</summary>
    private static async Task<List<RaisedVersion>> PlanAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var plans = new List<RaisedVersion>();
        if (document.Project.AdditionalDocuments.FirstOrDefault(d => d.FilePath is { } path && LockFormat.IsLock(path)) is not { } file) return plans;
        var text = await file.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null || LockReader.Read(text.ToString(), out _) is not { } locked) return plans;
        foreach (var diagnostic in diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration) continue;
            if (RaisedVersion.Plan(declaration, locked, VersionsOf(diagnostic), model, cancellationToken) is not { } plan) continue;
            if (!plans.Exists(p => p.Declaration == plan.Declaration)) plans.Add(plan);
        }

        return plans;
    }

    /// <summary>The versions to lead from, where the diagnostic names them.</summary>
    private static List<int> VersionsOf(Diagnostic diagnostic)
    {
        var versions = new List<int>();
        if (!diagnostic.Properties.TryGetValue(FixHints.MissingVersions, out var missing) || missing is null) return versions;
        foreach (var version in missing.Split(','))
        {
            if (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) versions.Add(number);
        }

        return versions;
    }
}
