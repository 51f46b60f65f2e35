using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace EventSourcing.CodeFixes;

/// <summary>Adds modifiers where they belong and takes them away, with the trivia around them kept.</summary>
internal static class Modifiers
{
    /// <summary>The declaration with this modifier as its last one (before <c>partial</c>, which must stand last); as it is where it has it.</summary>
    public static TDeclaration With<TDeclaration>(TDeclaration declaration, SyntaxKind modifier)
        where TDeclaration : MemberDeclarationSyntax
    {
        var modifiers = declaration.Modifiers;
        if (modifiers.Any(modifier)) return declaration;
        var index = modifiers.IndexOf(SyntaxKind.PartialKeyword);
        if (index < 0) index = modifiers.Count;
        var token = Token(modifier).WithTrailingTrivia(Space);
        if (index < modifiers.Count)
        {
            token = token.WithLeadingTrivia(modifiers[index].LeadingTrivia);
            modifiers = modifiers.Replace(modifiers[index], modifiers[index].WithLeadingTrivia());
            return (TDeclaration)declaration.WithModifiers(modifiers.Insert(index, token));
        }

        if (modifiers.Count > 0) return (TDeclaration)declaration.WithModifiers(modifiers.Add(token));

        // The first modifier takes the place, and so the comments and the indentation, of what follows the attributes.
        var follower = FirstTokenAfterAttributes(declaration);
        var moved = declaration.ReplaceToken(follower, follower.WithLeadingTrivia());
        return (TDeclaration)moved.WithModifiers(TokenList(token.WithLeadingTrivia(follower.LeadingTrivia)));
    }

    /// <summary>The declaration without this modifier.</summary>
    public static TDeclaration Without<TDeclaration>(TDeclaration declaration, SyntaxKind modifier)
        where TDeclaration : MemberDeclarationSyntax
    {
        var index = declaration.Modifiers.IndexOf(modifier);
        if (index < 0) return declaration;
        var leading = declaration.Modifiers[index].LeadingTrivia;
        var without = (TDeclaration)declaration.WithModifiers(declaration.Modifiers.RemoveAt(index));
        if (index > 0) return without;
        var first = FirstTokenAfterAttributes(without);
        return without.ReplaceToken(first, first.WithLeadingTrivia(leading));
    }

    private static SyntaxToken FirstTokenAfterAttributes(MemberDeclarationSyntax declaration) => declaration.AttributeLists.Count == 0
        ? declaration.GetFirstToken()
        : declaration.AttributeLists[declaration.AttributeLists.Count - 1].GetLastToken().GetNextToken();
}
