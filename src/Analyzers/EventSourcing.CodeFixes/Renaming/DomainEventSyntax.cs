using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace EventSourcing.CodeFixes.Renaming;

/// <summary>Writes <c>[DomainEvent("stored-name")]</c>.</summary>
internal static class DomainEventSyntax
{
    /// <summary>The attribute with the stored name as its first argument; what it says already stays.</summary>
    public static AttributeSyntax WithName(AttributeSyntax attribute, string storedName)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        var name = NameArgument(storedName);
        if (arguments.Count == 0) return attribute.WithArgumentList(AttributeArgumentList(SingletonSeparatedList(name)).WithTriviaFrom((SyntaxNode?)attribute.ArgumentList ?? AttributeArgumentList()));

        var separated = arguments.Insert(0, name.WithLeadingTrivia(arguments[0].GetLeadingTrivia()));
        separated = separated.Replace(separated[1], separated[1].WithLeadingTrivia(Space));
        return attribute.WithArgumentList(attribute.ArgumentList!.WithArguments(separated));
    }

    /// <summary>The declaration with the attribute on a line of its own above it, below its comments.</summary>
    /// <param name="declaration">The declaration, which other changes may have taken out of its tree.</param>
    /// <param name="storedName">The name.</param>
    /// <param name="original">The declaration as it is in the tree.</param>
    /// <param name="model">The model of that tree.</param>
    public static TypeDeclarationSyntax AddTo(TypeDeclarationSyntax declaration, string storedName, TypeDeclarationSyntax original, SemanticModel model)
    {
        var leading = declaration.GetLeadingTrivia();
        var indentation = leading.Count > 0 && leading[leading.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? leading[leading.Count - 1] : Whitespace("");
        var attribute = Attribute(NameAt(original.SpanStart, model), AttributeArgumentList(SingletonSeparatedList(NameArgument(storedName))));
        var list = AttributeList(SingletonSeparatedList(attribute)).WithLeadingTrivia(leading).WithTrailingTrivia(EndOfLine(NewLineOf(original)));
        var moved = declaration.WithLeadingTrivia(indentation);
        return (TypeDeclarationSyntax)moved.WithAttributeLists(moved.AttributeLists.Insert(0, list));
    }

    private static AttributeArgumentSyntax NameArgument(string storedName) =>
        AttributeArgument(LiteralExpression(SyntaxKind.StringLiteralExpression, Literal(storedName)));

    /// <summary>The shortest name that means the attribute at this place.</summary>
    private static NameSyntax NameAt(int position, SemanticModel model)
    {
        foreach (var found in model.LookupNamespacesAndTypes(position, name: "DomainEventAttribute"))
        {
            if (found.ToDisplayString() == WellKnownNames.DomainEventAttribute) return IdentifierName("DomainEvent");
        }

        return ParseName("global::EventSourcing.DomainEvent");
    }

    private static string NewLineOf(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        return text.Lines.Count > 1 && text.Lines[0].EndIncludingLineBreak - text.Lines[0].End == 2 ? "\r\n" : "\n";
    }
}
