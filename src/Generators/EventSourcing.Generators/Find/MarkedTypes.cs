using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Generators;

/// <summary>Finds the types of a file that seem to carry attributes of ours, without looking into any body.</summary>
internal static class MarkedTypes
{
    /// <summary>The parts, in order of their places.</summary>
    public static List<MarkedType> Of(CompilationUnitSyntax root, Spellings spellings)
    {
        var found = new List<MarkedType>();
        Visit(root.Members, spellings, found);
        return found;
    }

    private static void Visit(SyntaxList<MemberDeclarationSyntax> members, Spellings spellings, List<MarkedType> found)
    {
        foreach (var member in members)
        {
            if (member is BaseNamespaceDeclarationSyntax space)
            {
                Visit(space.Members, spellings, found);
            }
            else if (member is TypeDeclarationSyntax type)
            {
                if (MarksOf(type, spellings) is not Marks.None and var marks) found.Add(new MarkedType(type, marks));
                Visit(type.Members, spellings, found);
            }
        }
    }

    private static Marks MarksOf(TypeDeclarationSyntax type, Spellings spellings)
    {
        var marks = MarksOf(type.AttributeLists, spellings) & Marks.OnTypes;
        foreach (var member in type.Members)
        {
            if (member is MethodDeclarationSyntax { AttributeLists.Count: > 0 }) marks |= MarksOf(member.AttributeLists, spellings) & Marks.OnMethods;
        }

        return marks;
    }

    private static Marks MarksOf(SyntaxList<AttributeListSyntax> lists, Spellings spellings)
    {
        var marks = Marks.None;
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes) marks |= spellings.Of(Spellings.LastName(attribute.Name));
        }

        return marks;
    }
}
