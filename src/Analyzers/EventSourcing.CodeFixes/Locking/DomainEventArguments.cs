using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace EventSourcing.CodeFixes.Locking;

/// <summary>Changes what <c>[DomainEvent]</c> says of an event; adds the attribute where there is none.</summary>
/// <param name="model">The semantic model of the file.</param>
internal sealed class DomainEventArguments(SemanticModel model)
{
    private const string AttributeName = "DomainEvent";

    /// <summary>The declaration with one more alias.</summary>
    public TypeDeclarationSyntax AddAlias(TypeDeclarationSyntax declaration, string alias) => Change(declaration, arguments =>
    {
        var literal = ExpressionElement(Text(alias));
        if (Named(arguments, "Aliases") is not { } given) return arguments.Add(Named("Aliases", CollectionExpression(SingletonSeparatedList<CollectionElementSyntax>(literal))));
        return Added(given.Expression, alias) is { } expression ? arguments.Replace(given, given.WithExpression(expression)) : arguments;
    });

    /// <summary>The declaration with the stored name written out and another version.</summary>
    public TypeDeclarationSyntax SetVersion(TypeDeclarationSyntax declaration, string storedName, int version) => Change(declaration, arguments =>
    {
        if (arguments.Count == 0 || arguments[0].NameEquals is not null) arguments = arguments.Insert(0, AttributeArgument(Text(storedName)));
        var number = LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(version));
        return Named(arguments, "Version") is { } given
            ? arguments.Replace(given, given.WithExpression(number.WithTriviaFrom(given.Expression)))
            : arguments.Insert(1, Named("Version", number));
    });

    /// <summary>The shortest name that means the attribute at a place.</summary>
    public string NameAt(int position) => NameAt(position, AttributeName, WellKnownNames.DomainEventAttribute);

    /// <summary>The shortest name that means an attribute of the runtime at a place.</summary>
    public string NameAt(int position, string simpleName, string fullName)
    {
        foreach (var found in model.LookupNamespacesAndTypes(position, name: simpleName + "Attribute"))
        {
            if (found.Is(fullName)) return simpleName;
        }

        return "global::EventSourcing." + simpleName;
    }

    private TypeDeclarationSyntax Change(TypeDeclarationSyntax declaration, Func<SeparatedSyntaxList<AttributeArgumentSyntax>, SeparatedSyntaxList<AttributeArgumentSyntax>> change)
    {
        foreach (var list in declaration.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (!IsOurs(attribute)) continue;
                var arguments = attribute.ArgumentList ?? AttributeArgumentList();
                return declaration.ReplaceNode(attribute, attribute.WithArgumentList(arguments.WithArguments(Spaced(change(arguments.Arguments)))));
            }
        }

        var leading = declaration.GetLeadingTrivia();
        var indentation = leading.Count > 0 && leading[leading.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? leading[leading.Count - 1] : Whitespace("");
        var added = Attribute(ParseName(NameAt(declaration.SpanStart)), AttributeArgumentList(Spaced(change(default))));
        var attributes = AttributeList(SingletonSeparatedList(added)).WithLeadingTrivia(leading).WithTrailingTrivia(LineEnds.Of(declaration.SyntaxTree.GetRoot()));
        var moved = declaration.WithLeadingTrivia(indentation);
        return (TypeDeclarationSyntax)moved.WithAttributeLists(moved.AttributeLists.Insert(0, attributes));
    }

    private static bool IsOurs(AttributeSyntax attribute)
    {
        var name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax aliased => aliased.Name,
            var other => (SimpleNameSyntax)other,
        };
        return name.Identifier.ValueText is AttributeName or AttributeName + "Attribute";
    }

    private static AttributeArgumentSyntax? Named(SeparatedSyntaxList<AttributeArgumentSyntax> arguments, string name)
    {
        foreach (var argument in arguments)
        {
            if (argument.NameEquals?.Name.Identifier.ValueText == name) return argument;
        }

        return null;
    }

    private static AttributeArgumentSyntax Named(string name, ExpressionSyntax value) =>
        AttributeArgument(NameEquals(IdentifierName(name), Token(SyntaxKind.EqualsToken).WithLeadingTrivia(Space).WithTrailingTrivia(Space)), null, value);

    /// <summary>The collection with one more text; <see langword="null"/> for one that is written in another way than the usual two.</summary>
    private static ExpressionSyntax? Added(ExpressionSyntax given, string alias)
    {
        switch (given)
        {
            case CollectionExpressionSyntax collection:
                return collection.WithElements(Spaced(collection.Elements.Add(ExpressionElement(Text(alias)))));
            case ImplicitArrayCreationExpressionSyntax array:
                return array.WithInitializer(array.Initializer.WithExpressions(Spaced(array.Initializer.Expressions.Add(Text(alias)))));
            case ArrayCreationExpressionSyntax { Initializer: { } initializer } array:
                return array.WithInitializer(initializer.WithExpressions(Spaced(initializer.Expressions.Add(Text(alias)))));
            default:
                return null;
        }
    }

    private static SeparatedSyntaxList<TNode> Spaced<TNode>(SeparatedSyntaxList<TNode> list)
        where TNode : SyntaxNode
    {
        for (var i = 0; i < list.SeparatorCount; i++)
        {
            var separator = list.GetSeparator(i);
            if (!separator.HasTrailingTrivia) list = list.ReplaceSeparator(separator, separator.WithTrailingTrivia(Space));
        }

        return list;
    }

    private static LiteralExpressionSyntax Text(string value) => LiteralExpression(SyntaxKind.StringLiteralExpression, Literal(value));
}
