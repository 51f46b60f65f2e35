using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using EventSourcing.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace EventSourcing.CodeFixes.Events;

/// <summary>ESG0201: turns a set accessor into <c>init</c>, a field into a readonly one, and a record struct into a readonly one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeImmutableCodeFixProvider))]
[Shared]
public sealed class MakeImmutableCodeFixProvider : SyntaxCodeFixProvider
{
    private const string UseInit = nameof(UseInit);
    private const string MakeReadOnly = nameof(MakeReadOnly);
    private const string MakeReadOnlyStruct = nameof(MakeReadOnlyStruct);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.EventIsMutable];

    private protected override IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(FixHints.Change, out var change)
            ? change switch
            {
                "SetAccessor" => [("Use 'init' instead of 'set'", UseInit)],
                "WritableField" => [("Make the field readonly", MakeReadOnly)],
                "WritableRecordStruct" => [("Make it a readonly record struct", MakeReadOnlyStruct)],
                _ => [],
            }
            : [];

    private protected override void AddEdits(SyntaxEdits edits, Diagnostic diagnostic, string key, FixContext context)
    {
        diagnostic.Properties.TryGetValue(FixHints.Change, out var change);
        var node = context.Root.FindNode(diagnostic.Location.SourceSpan);
        switch (key)
        {
            case UseInit when change == "SetAccessor":
                if (node.FirstAncestorOrSelf<BasePropertyDeclarationSyntax>()?.AccessorList is not { } accessors) return;
                foreach (var accessor in accessors.Accessors)
                {
                    if (accessor.IsKind(SyntaxKind.SetAccessorDeclaration)) edits.Add(accessor, AsInit);
                }

                return;

            // "int a, b;" is two diagnostics at one declaration: the second adds nothing.
            case MakeReadOnly when change == "WritableField":
                if (node.FirstAncestorOrSelf<FieldDeclarationSyntax>() is { } field && !field.Modifiers.Any(SyntaxKind.VolatileKeyword))
                    edits.Add(field, static declaration => Modifiers.With(declaration, SyntaxKind.ReadOnlyKeyword));
                return;
            case MakeReadOnlyStruct when change == "WritableRecordStruct":
                if (node.FirstAncestorOrSelf<RecordDeclarationSyntax>() is { } record && CanBeReadOnly(record))
                    edits.Add(record, static declaration => Modifiers.With(declaration, SyntaxKind.ReadOnlyKeyword));
                return;
        }
    }

    private static AccessorDeclarationSyntax AsInit(AccessorDeclarationSyntax accessor) =>
        AccessorDeclaration(SyntaxKind.InitAccessorDeclaration, accessor.AttributeLists, accessor.Modifiers, Token(SyntaxKind.InitKeyword).WithTriviaFrom(accessor.Keyword), accessor.Body, accessor.ExpressionBody, accessor.SemicolonToken);

    /// <summary>A readonly struct has neither set accessors nor writable fields: those are mended first.</summary>
    private static bool CanBeReadOnly(RecordDeclarationSyntax record)
    {
        foreach (var member in record.Members)
        {
            if (member is FieldDeclarationSyntax field && !field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) && !field.Modifiers.Any(SyntaxKind.StaticKeyword) && !field.Modifiers.Any(SyntaxKind.ConstKeyword)) return false;
            if (member is not PropertyDeclarationSyntax { AccessorList: { } accessors } property || property.Modifiers.Any(SyntaxKind.StaticKeyword)) continue;
            foreach (var accessor in accessors.Accessors)
            {
                if (accessor.IsKind(SyntaxKind.SetAccessorDeclaration)) return false;
            }
        }

        return true;
    }
}
