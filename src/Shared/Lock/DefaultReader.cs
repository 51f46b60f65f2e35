using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Compiler;

/// <summary>Reads what an optional member is where JSON lacks it: the default of its parameter, or the initializer of its property.</summary>
internal static class DefaultReader
{
    /// <summary>The default in the notation of the lock, and whether nobody wrote one.</summary>
    /// <param name="model">The type whose member it is.</param>
    /// <param name="member">The member.</param>
    /// <param name="type">The type.</param>
    /// <param name="symbol">The property or field.</param>
    /// <param name="value">What the member holds.</param>
    /// <param name="shapes">Knows the types of the shape.</param>
    public static (string Literal, bool IsImplicit) Read(JsonTypeModel model, JsonMemberModel member, INamedTypeSymbol type, ISymbol symbol, LockedValue value, ShapeReader shapes)
    {
        if (member.Setting == JsonSetting.Constructor)
            return member.Default is null ? (shapes.TypeDefault(value), true) : (OfParameter(type, model.Arguments.Count, symbol) ?? shapes.TypeDefault(value), false);
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            var initializer = reference.GetSyntax() switch
            {
                PropertyDeclarationSyntax property => property.Initializer,
                VariableDeclaratorSyntax field => field.Initializer,
                _ => null,
            };
            if (initializer is not null) return (OfExpression(initializer.Value, symbol) ?? shapes.TypeDefault(value), false);
        }

        // A type from a reference shows no initializers: what it says, if anything, is not known.
        return symbol.DeclaringSyntaxReferences.Length == 0 ? (LockFormat.Computed, false) : (shapes.TypeDefault(value), true);
    }

    private static string? OfParameter(INamedTypeSymbol type, int count, ISymbol member)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.Parameters.Length != count) continue;
            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.HasExplicitDefaultValue && string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase))
                    return parameter.ExplicitDefaultValue is { } constant ? Literals.InJson(constant) : null;
            }
        }

        return null;
    }

    /// <summary>A literal; <see langword="null"/> for the default of the type; else that it is computed.</summary>
    private static string? OfExpression(ExpressionSyntax expression, ISymbol member)
    {
        switch (expression)
        {
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed:
                return OfExpression(suppressed.Operand, member);
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression }:
                return null;
            case LiteralExpressionSyntax { Token.Value: { } constant }:
                return Literals.InJson(constant);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax { Token.Value: not (char or string) and { } number } }:
                return "-" + Literals.InJson(number);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty", Expression: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.StringKeyword } or IdentifierNameSyntax { Identifier.ValueText: "String" } }:
                return Notation.Quote("");
            case MemberAccessExpressionSyntax access:
                return EnumOf(member) is { } type && ShapeReader.NumberOf(type, access.Name.Identifier.ValueText) is { } named ? named : LockFormat.Computed;
            default:
                return LockFormat.Computed;
        }
    }

    private static ITypeSymbol? EnumOf(ISymbol member)
    {
        var type = member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        return type.TypeKind == TypeKind.Enum ? type : null;
    }
}
