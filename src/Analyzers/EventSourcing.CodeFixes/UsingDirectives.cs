using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace EventSourcing.CodeFixes;

/// <summary>Adds a using directive to a file that has some.</summary>
internal static class UsingDirectives
{
    /// <summary>The file with a directive for the namespace, in alphabetical order with those of <c>System</c> first; as it is where it has one.</summary>
    public static CompilationUnitSyntax Add(CompilationUnitSyntax unit, string space)
    {
        var index = 0;
        for (var i = 0; i < unit.Usings.Count; i++)
        {
            var directive = unit.Usings[i];
            if (directive.Alias is not null || directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword) || directive.Name is null) continue;
            var name = directive.Name.ToString();
            if (name == space) return unit;
            if (IsBefore(name, space)) index = i + 1;
        }

        var added = UsingDirective(ParseName(space).WithLeadingTrivia(Space)).WithTrailingTrivia(unit.Usings[0].GetTrailingTrivia());
        if (index > 0) return unit.WithUsings(unit.Usings.Insert(index, added));

        // What stands above the first directive, a licence for instance, stays above.
        var first = unit.Usings[0];
        var usings = unit.Usings.Replace(first, first.WithLeadingTrivia());
        return unit.WithUsings(usings.Insert(0, added.WithLeadingTrivia(first.GetLeadingTrivia())));
    }

    private static bool IsBefore(string left, string right)
    {
        var (leftSystem, rightSystem) = (IsSystem(left), IsSystem(right));
        return leftSystem != rightSystem ? leftSystem : string.CompareOrdinal(left, right) < 0;
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
