using Microsoft.CodeAnalysis;

namespace EventSourcing.CodeFixes.Locking;

/// <summary>The line ends of a file.</summary>
internal static class NewLines
{
    /// <summary>The line end that the file of a node uses.</summary>
    public static string Of(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        return text.Lines.Count > 1 && text.Lines[0].EndIncludingLineBreak - text.Lines[0].End == 2 ? "\r\n" : "\n";
    }
}
