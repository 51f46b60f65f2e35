using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Analyzers.Immutability;

/// <summary>Finds the parameters of primary constructors that a type keeps and changes: fields that nobody has written.</summary>
internal static class CapturedParameters
{
    /// <summary>The parameters that a member of the type assigns, in order.</summary>
    public static IEnumerable<IParameterSymbol> AssignedIn(INamedTypeSymbol type)
    {
        if (type.IsRecord || type.TypeKind is not (TypeKind.Class or TypeKind.Struct)) yield break;
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.Parameters.IsEmpty || constructor.DeclaringSyntaxReferences.Length == 0) continue;
            if (constructor.DeclaringSyntaxReferences[0].GetSyntax() is not TypeDeclarationSyntax) continue;
            var assigned = new HashSet<string>(StringComparer.Ordinal);
            foreach (var reference in type.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax() is TypeDeclarationSyntax declaration) Collect(declaration, assigned);
            }

            foreach (var parameter in constructor.Parameters)
            {
                if (assigned.Contains(parameter.Name)) yield return parameter;
            }
        }
    }

    private static void Collect(TypeDeclarationSyntax declaration, HashSet<string> assigned)
    {
        foreach (var member in declaration.Members)
        {
            // What an initializer assigns is assigned while the object is made.
            if (member is BaseTypeDeclarationSyntax or FieldDeclarationSyntax or ConstructorDeclarationSyntax) continue;
            HashSet<string>? own = null;
            foreach (var node in member.DescendantNodes())
            {
                if (TargetOf(node) is not IdentifierNameSyntax { Identifier.ValueText: var name }) continue;
                if (node.FirstAncestorOrSelf<AccessorDeclarationSyntax>() is { RawKind: (int)SyntaxKind.InitAccessorDeclaration }) continue;
                own ??= NamesDeclaredIn(member);
                if (!own.Contains(name)) assigned.Add(name);
            }
        }
    }

    private static ExpressionSyntax? TargetOf(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment => assignment.Left,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } prefix => prefix.Operand,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } postfix => postfix.Operand,
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } argument => argument.Expression,
        _ => null,
    };

    /// <summary>The parameters and locals of a member, which hide those of the constructor.</summary>
    private static HashSet<string> NamesDeclaredIn(MemberDeclarationSyntax member)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in member.DescendantNodes())
        {
            switch (node)
            {
                case ParameterSyntax parameter: names.Add(parameter.Identifier.ValueText); break;
                case VariableDeclaratorSyntax variable: names.Add(variable.Identifier.ValueText); break;
                case SingleVariableDesignationSyntax designation: names.Add(designation.Identifier.ValueText); break;
                case ForEachStatementSyntax loop: names.Add(loop.Identifier.ValueText); break;
            }
        }

        return names;
    }
}
