using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Generators;

/// <summary>Keeps all but one method a type part from the costly part of the pipeline, by syntax alone.</summary>
internal static class HandlesSyntax
{
    /// <summary>
    /// Whether a method is the first of its part that spells [Handles] out. Where no method of the part does (an alias of the attribute is used), all go on,
    /// and the next stage chooses. A part with [Aggregate] is found by that.
    /// </summary>
    public static bool SpeaksForItsPart(SyntaxNode node)
    {
        if (node is not MethodDeclarationSyntax { Parent: TypeDeclarationSyntax part } || Carries(part, "Aggregate", "AggregateAttribute")) return false;
        return FirstHandler(part) is not { } first || ReferenceEquals(first, node);
    }

    /// <summary>Whether a method spells [Handles] out.</summary>
    public static bool IsSpelledOut(SyntaxNode node) => node is MethodDeclarationSyntax method && Carries(method, "Handles", "HandlesAttribute");

    private static MethodDeclarationSyntax? FirstHandler(TypeDeclarationSyntax part)
    {
        foreach (var member in part.Members)
        {
            if (IsSpelledOut(member)) return (MethodDeclarationSyntax)member;
        }

        return null;
    }

    private static bool Carries(MemberDeclarationSyntax member, string name, string fullName)
    {
        foreach (var list in member.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                var last = LastName(attribute.Name);
                if (last == name || last == fullName) return true;
            }
        }

        return false;
    }

    private static string LastName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
