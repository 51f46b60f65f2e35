using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using EventSourcing.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace EventSourcing.CodeFixes.Serialization;

/// <summary>ESG0403: adds the property that carries the value of a constructor parameter, unless something has its name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPropertyCodeFixProvider))]
[Shared]
public sealed class AddPropertyCodeFixProvider : SyntaxCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.ParameterWithoutProperty];

    private protected override IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic) => [("Add the property that keeps its value", "AddProperty")];

    private protected override void AddEdits(SyntaxEdits edits, Diagnostic diagnostic, string key, FixContext context)
    {
        if (context.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>() is not { Type: { } type, Parent.Parent: { } owner } parameter) return;
        if (owner.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration) return;
        if (context.Model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } symbol) return;
        var name = parameter.Identifier.ValueText;
        if (name.Length == 0) return;
        var property = char.ToUpperInvariant(name[0]) + name.Substring(1);
        if (property == name || property == symbol.Name || IsTaken(symbol, property)) return;
        var lineEnd = LineEnds.Of(context.Root);
        switch (owner)
        {
            case ConstructorDeclarationSyntax constructor:
                edits.Add(constructor, c => Assigning(c, property, parameter.Identifier));
                edits.Add(declaration, d => With(d, ParseMember($"public {type.WithoutTrivia()} {property} {{ get; }}"), lineEnd));
                break;
            case TypeDeclarationSyntax:
                edits.Add(declaration, d => With(d, ParseMember($"public {type.WithoutTrivia()} {property} => {parameter.Identifier.Text};"), lineEnd));
                break;
        }
    }

    private static bool IsTaken(INamedTypeSymbol type, string name)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            foreach (var member in at.GetMembers())
            {
                if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase) && member is not IFieldSymbol) return true;
            }
        }

        return false;
    }

    private static PropertyDeclarationSyntax ParseMember(string text) =>
        ((PropertyDeclarationSyntax)ParseMemberDeclaration(text)!).WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>The type with the property after those that it has, else before everything else.</summary>
    private static TypeDeclarationSyntax With(TypeDeclarationSyntax type, PropertyDeclarationSyntax property, SyntaxTrivia lineEnd)
    {
        if (type.OpenBraceToken.IsKind(SyntaxKind.None) || type.OpenBraceToken.IsMissing)
        {
            var trailing = type.SemicolonToken.TrailingTrivia;
            return type.WithSemicolonToken(default)
                .WithOpenBraceToken(Token(SyntaxKind.OpenBraceToken))
                .WithCloseBraceToken(Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(trailing))
                .WithMembers(SingletonList<MemberDeclarationSyntax>(property))
                .WithAdditionalAnnotations(Formatter.Annotation);
        }

        var index = 0;
        for (var i = 0; i < type.Members.Count; i++)
        {
            if (type.Members[i] is PropertyDeclarationSyntax) index = i + 1;
        }

        return type.WithMembers(type.Members.Insert(index, property.WithTrailingTrivia(lineEnd)));
    }

    private static ConstructorDeclarationSyntax Assigning(ConstructorDeclarationSyntax constructor, string property, SyntaxToken parameter)
    {
        var assignment = ParseStatement($"{property} = {parameter.Text};").WithAdditionalAnnotations(Formatter.Annotation);
        if (constructor.Body is { } body) return constructor.WithBody(body.AddStatements(assignment));
        var before = constructor.ExpressionBody is { } expression ? [ExpressionStatement(expression.Expression.WithoutTrivia())] : (StatementSyntax[])[];
        return constructor.WithExpressionBody(null)
            .WithSemicolonToken(default)
            .WithBody(Block(List([.. before, assignment])).WithTrailingTrivia(constructor.SemicolonToken.TrailingTrivia))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
