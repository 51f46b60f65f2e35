using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using EventSourcing.Analyzers;
using EventSourcing.CodeFixes.Renaming;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.CodeFixes.Events;

/// <summary>ESG0501: pins the name under which the event is stored already, so that nothing that is stored changes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PinNameCodeFixProvider))]
[Shared]
public sealed class PinNameCodeFixProvider : SyntaxCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.EventHasNoExplicitName];

    private protected override IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(FixHints.StoredName, out var name) ? [($"Pin the name '{name}'", "PinName")] : [];

    private protected override void AddEdits(SyntaxEdits edits, Diagnostic diagnostic, string key, FixContext context)
    {
        if (!diagnostic.Properties.TryGetValue(FixHints.StoredName, out var name) || name is null) return;
        if (context.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration) return;
        if (AttributeOf(declaration, context) is { } attribute) edits.Add(attribute, current => DomainEventSyntax.WithName(current, name));
        else edits.Add(declaration, current => DomainEventSyntax.AddTo(current, name, declaration, context.Model));
    }

    private static AttributeSyntax? AttributeOf(TypeDeclarationSyntax declaration, FixContext context)
    {
        foreach (var list in declaration.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (context.Model.GetTypeInfo(attribute, context.CancellationToken).Type?.ToDisplayString() == WellKnownNames.DomainEventAttribute) return attribute;
            }
        }

        return null;
    }
}
