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
        switch (context.Root.FindNode(diagnostic.Location.SourceSpan))
        {
            case PropertyDeclarationSyntax { Initializer: null, AccessorList: { } accessors } property when TypeOf(property, context) is { } type && DefaultOf(type) is { } value:
                edits.Add(property, current => current
                    .WithAccessorList(accessors.WithTrailingTrivia(Space))
                    .WithInitializer(Initializer(value))
                    .WithSemicolonToken(Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(property.GetTrailingTrivia())));
                break;

            // A parameter with a default is followed by nothing but others.
            case ParameterSyntax { Default: null, Parent: ParameterListSyntax list } parameter when AreOptionalAfter(list, parameter) && TypeOf(parameter, context) is { } type && DefaultOf(type) is { } value:
                edits.Add(parameter, current => current.WithIdentifier(current.Identifier.WithTrailingTrivia(Space)).WithDefault(Initializer(value)));
                break;
        }
    }

    private static EqualsValueClauseSyntax Initializer(ExpressionSyntax value) => EqualsValueClause(Token(SyntaxKind.EqualsToken).WithTrailingTrivia(Space), value);

    private static bool AreOptionalAfter(ParameterListSyntax list, ParameterSyntax parameter)
    {
        for (var i = list.Parameters.IndexOf(parameter) + 1; i < list.Parameters.Count; i++)
        {
            if (list.Parameters[i].Default is null) return false;
        }

        return true;
    }

    private static ITypeSymbol? TypeOf(SyntaxNode declaration, FixContext context) => context.Model.GetDeclaredSymbol(declaration, context.CancellationToken) switch
    {
        IPropertySymbol property => property.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    private static LiteralExpressionSyntax? DefaultOf(ITypeSymbol type)
    {
        if (type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated }) return null;
        if (type.IsReferenceType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T) return LiteralExpression(SyntaxKind.NullLiteralExpression);
        return type.SpecialType switch
        {
            SpecialType.System_Boolean => LiteralExpression(SyntaxKind.FalseLiteralExpression),
            >= SpecialType.System_SByte and <= SpecialType.System_Double => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(0)),
            _ => LiteralExpression(SyntaxKind.DefaultLiteralExpression),
        };
    }
}
