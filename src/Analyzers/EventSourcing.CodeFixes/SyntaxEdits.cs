using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace EventSourcing.CodeFixes;

/// <summary>Changes to nodes of one syntax tree that are made together; several may change one node, and a changed node may contain another.</summary>
internal sealed class SyntaxEdits
{
    private readonly Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>> _edits = [];

    /// <summary>Whether there is nothing to change.</summary>
    public bool IsEmpty => _edits.Count == 0;

    /// <summary>Changes a node; after the changes that were added for it before.</summary>
    public void Add<TNode>(TNode node, Func<TNode, SyntaxNode> change)
        where TNode : SyntaxNode =>
        _edits[node] = _edits.TryGetValue(node, out var before) ? current => change((TNode)before(current)) : current => change((TNode)current);

    /// <summary>The root with all changes made.</summary>
    public SyntaxNode ApplyTo(SyntaxNode root) => root.ReplaceNodes(_edits.Keys, (original, current) => _edits[original](current));
}
