using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Analyzers.Aggregates;

/// <summary>Finds out how members let others change what is behind them.</summary>
internal static class Exposure
{
    /// <summary>A field that others can set.</summary>
    public const string Field = nameof(Field);

    /// <summary>A property that others can set.</summary>
    public const string Setter = nameof(Setter);

    /// <summary>Whether others than the class and those that derive from it can name a member.</summary>
    public static bool IsReachable(ISymbol member) => member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>Whether a property has a setter that others can call, and that sets something: one that raises an event is a command.</summary>
    public static bool HasOpenSetter(IPropertySymbol property, CancellationToken cancellationToken)
    {
        if (property.SetMethod is not { IsInitOnly: false } setter || !IsReachable(setter) || property.IsOverride) return false;
        foreach (var reference in setter.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is not AccessorDeclarationSyntax accessor) continue;
            if (accessor.Body is null && accessor.ExpressionBody is null) return !property.IsAbstract;
            foreach (var node in accessor.DescendantNodes())
            {
                if (node is AssignmentExpressionSyntax) return true;
            }
        }

        return false;
    }

    /// <summary>Whether a property or method returns a field or property of the class itself, and not a copy or a view.</summary>
    public static bool GivesOutMember(ISymbol member, CancellationToken cancellationToken)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellationToken);
            if (syntax is PropertyDeclarationSyntax { AccessorList: { } accessors } && IsAuto(accessors)) return true;
            foreach (var returned in ReturnedBy(syntax))
            {
                if (NameOf(returned) is { } name && IsState(member.ContainingType, name)) return true;
            }
        }

        return false;
    }

    /// <summary>The field or property of the class that an expression is, or <see langword="null"/>.</summary>
    public static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
        ParenthesizedExpressionSyntax parenthesized => NameOf(parenthesized.Expression),
        CastExpressionSyntax cast => NameOf(cast.Expression),
        _ => null,
    };

    private static bool IsAuto(AccessorListSyntax list)
    {
        foreach (var accessor in list.Accessors)
        {
            if (accessor.IsKind(SyntaxKind.GetAccessorDeclaration)) return accessor.Body is null && accessor.ExpressionBody is null;
        }

        return false;
    }

    private static bool IsState(INamedTypeSymbol type, string name)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            foreach (var member in at.GetMembers(name))
            {
                if (!member.IsStatic && member is IFieldSymbol or IPropertySymbol) return true;
            }
        }

        return false;
    }

    /// <summary>What a property or method returns.</summary>
    public static IEnumerable<ExpressionSyntax> ReturnedBy(SyntaxNode declaration)
    {
        switch (declaration)
        {
            case PropertyDeclarationSyntax { ExpressionBody: { } arrow }:
                yield return arrow.Expression;
                yield break;
            case MethodDeclarationSyntax { ExpressionBody: { } arrow }:
                yield return arrow.Expression;
                yield break;
        }

        foreach (var node in declaration.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            if (node is ReturnStatementSyntax { Expression: { } returned }) yield return returned;
            else if (node is AccessorDeclarationSyntax { ExpressionBody: { } arrow } accessor && accessor.IsKind(SyntaxKind.GetAccessorDeclaration)) yield return arrow.Expression;
        }
    }
}
