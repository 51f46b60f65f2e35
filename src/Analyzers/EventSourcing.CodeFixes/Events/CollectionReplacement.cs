using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace EventSourcing.CodeFixes.Events;

/// <summary>What a mutable collection is replaced by.</summary>
/// <param name="TypeName">The full name of the new type; also the fix's equivalence key.</param>
/// <param name="Display">Its name for the user.</param>
/// <param name="TakesExpressions">Whether a collection expression makes one.</param>
internal sealed record CollectionReplacement(string TypeName, string Display, bool TakesExpressions)
{
    private static readonly CollectionReplacement[] Lists =
        [new("System.Collections.Generic.IReadOnlyList", "IReadOnlyList<T>", true), new("System.Collections.Immutable.ImmutableArray", "ImmutableArray<T>", true)];

    private static readonly CollectionReplacement[] Sets =
        [new("System.Collections.Generic.IReadOnlySet", "IReadOnlySet<T>", false), new("System.Collections.Immutable.ImmutableHashSet", "ImmutableHashSet<T>", true)];

    private static readonly CollectionReplacement[] Dictionaries =
        [new("System.Collections.Generic.IReadOnlyDictionary", "IReadOnlyDictionary<TKey, TValue>", false), new("System.Collections.Immutable.ImmutableDictionary", "ImmutableDictionary<TKey, TValue>", false)];

    private static readonly CollectionReplacement[] Bytes =
        [new("System.ReadOnlyMemory", "ReadOnlyMemory<byte>", false), new("System.Collections.Immutable.ImmutableArray", "ImmutableArray<byte>", true)];

    private static readonly CollectionReplacement[] Memories = [new("System.ReadOnlyMemory", "ReadOnlyMemory<T>", false)];

    /// <summary>The replacements for a kind of collection, as the analyzer names it.</summary>
    public static IReadOnlyList<CollectionReplacement> For(string? kind) => kind switch
    {
        "List" => Lists,
        "Set" => Sets,
        "Dictionary" => Dictionaries,
        "Bytes" => Bytes,
        "Memory" => Memories,
        _ => [],
    };

    /// <summary>The replacement of a kind with this name, or <see langword="null"/>.</summary>
    public static CollectionReplacement? Find(string? kind, string typeName)
    {
        foreach (var replacement in For(kind))
        {
            if (replacement.TypeName == typeName) return replacement;
        }

        return null;
    }

    /// <summary>The new type's syntax, with the arguments of the old one; nullable where that was.</summary>
    /// <param name="type">The old type's syntax.</param>
    /// <param name="context">The document.</param>
    /// <param name="missingNamespace">The namespace that a directive must import for it, or <see langword="null"/>.</param>
    public TypeSyntax? TypeFor(TypeSyntax type, FixContext context, out string? missingNamespace)
    {
        missingNamespace = null;
        var (inner, isNullable) = type is NullableTypeSyntax nullable ? (nullable.ElementType, true) : (type, false);
        if (ArgumentsOf(context.Model.GetTypeInfo(inner, context.CancellationToken).Type) is not { Length: > 0 } arguments) return null;
        if (context.Model.Compilation.GetTypeByMetadataName(TypeName + "`" + arguments.Length) is not { } definition) return null;

        var generator = SyntaxGenerator.GetGenerator(context.Document);
        var name = (TypeSyntax)generator.TypeExpression(definition.Construct(arguments, default));
        missingNamespace = IsInScope(definition, type.SpanStart, context.Model) ? null : TypeName.Substring(0, TypeName.LastIndexOf('.'));
        return isNullable ? NullableType(name) : name;
    }

    /// <summary>The value as the new type takes it, or <see langword="null"/> where it does not.</summary>
    public ExpressionSyntax? ValueFor(ExpressionSyntax value, TypeSyntax oldType, SemanticModel model)
    {
        if (value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression)) return value;
        if (value is CollectionExpressionSyntax) return TakesExpressions ? value : null;
        if (!IsEmptyCreation(value, model)) return null;
        if (TakesExpressions) return CollectionExpression();

        // An interface is not made by "new()": the type that was made before still fits.
        if (TypeName.StartsWith("System.Collections.Generic.", StringComparison.Ordinal))
            return value is ObjectCreationExpressionSyntax ? value : ObjectCreationExpression(Token(SyntaxKind.NewKeyword).WithTrailingTrivia(Space), Unwrapped(oldType).WithoutTrivia(), ArgumentList(), null);
        return null;
    }

    private static TypeSyntax Unwrapped(TypeSyntax type) => type is NullableTypeSyntax nullable ? nullable.ElementType : type;

    private static ImmutableArray<ITypeSymbol> ArgumentsOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => [array.ElementType],
        INamedTypeSymbol named => named.TypeArguments,
        _ => [],
    };

    private static bool IsInScope(INamedTypeSymbol definition, int position, SemanticModel model)
    {
        foreach (var found in model.LookupNamespacesAndTypes(position, name: definition.Name))
        {
            if (SymbolEqualityComparer.Default.Equals(found, definition)) return true;
        }

        return false;
    }

    private static bool IsEmptyCreation(ExpressionSyntax value, SemanticModel model) => value switch
    {
        BaseObjectCreationExpressionSyntax creation => creation.ArgumentList is null or { Arguments.Count: 0 } && creation.Initializer is null or { Expressions.Count: 0 },
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call => model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "Empty", ContainingType.SpecialType: SpecialType.System_Array },
        _ => false,
    };
}
