using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using EventSourcing.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace EventSourcing.CodeFixes.Locking;

/// <summary>ESG0508: writes out the default that a new member has in old events.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddDefaultCodeFixProvider))]
[Shared]
public sealed class AddDefaultCodeFixProvider : SyntaxCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.NoDefault];

    private protected override IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic) => [("Write the default out", "WriteDefault")];

    private protected override void AddEdits(SyntaxEdits edits, Diagnostic diagnostic, string key, FixContext context)
    {
        // Where the new member is one of a type that the event holds, the place is not its own.
        if (!diagnostic.Properties.ContainsKey(FixHints.OwnMember)) return;
        var node = context.Root.FindNode(diagnostic.Location.SourceSpan);
        switch (node.FirstAncestorOrSelf<MemberDeclarationSyntax>())
        {
            case PropertyDeclarationSyntax { Initializer: null, AccessorList: { } accessors } property when DefaultOf(property, context) is { } value:
                edits.Add(property, current => current
                    .WithAccessorList(accessors.WithTrailingTrivia(Space))
                    .WithInitializer(EqualsValueClause(Token(SyntaxKind.EqualsToken).WithTrailingTrivia(Space), value))
                    .WithSemicolonToken(Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(property.GetTrailingTrivia())));
                break;
        }
    }

    private static LiteralExpressionSyntax? DefaultOf(PropertyDeclarationSyntax property, FixContext context)
    {
        if (context.Model.GetDeclaredSymbol(property, context.CancellationToken) is not { } symbol) return null;
        if (symbol.Type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated }) return null;
        if (symbol.Type.IsReferenceType || symbol.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T) return LiteralExpression(SyntaxKind.NullLiteralExpression);
        return symbol.Type.SpecialType switch
        {
            SpecialType.System_Boolean => LiteralExpression(SyntaxKind.FalseLiteralExpression),
            >= SpecialType.System_SByte and <= SpecialType.System_Double => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(0)),
            _ => LiteralExpression(SyntaxKind.DefaultLiteralExpression),
        };
    }
}
