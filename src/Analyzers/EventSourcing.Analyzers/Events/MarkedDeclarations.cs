using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Analyzers.Events;

/// <summary>The types of a project that seem to carry attributes of ours, themselves or on their methods.</summary>
/// <remarks>Read from syntax alone and kept as long as the tree lives: an edit re-reads the edited file and no other.</remarks>
internal sealed class MarkedDeclarations
{
    private static readonly ConditionalWeakTable<SyntaxTree, MarkedDeclarations> Cache = new();

    private readonly List<(string Name, string[] OnType, string[] OnMethods)> _types = [];
    private List<(string Alias, string Target)> _aliases = [];

    /// <summary>The marked types of a compilation by their metadata names; a type of several parts may come several times.</summary>
    public static List<(string Name, Marks Marks)> Of(Compilation compilation, CancellationToken cancellationToken)
    {
        var files = new List<MarkedDeclarations>();
        var spellings = new Spellings();
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = Of(tree, cancellationToken);
            foreach (var (alias, target) in file._aliases) spellings.Learn(alias, target);
            files.Add(file);
        }

        var marked = new List<(string Name, Marks Marks)>();
        foreach (var file in files)
        {
            foreach (var (name, onType, onMethods) in file._types)
            {
                var marks = (MarksOf(onType, spellings) & Marks.OnTypes) | (MarksOf(onMethods, spellings) & Marks.OnMethods);
                if (marks != Marks.None) marked.Add((name, marks));
            }
        }

        return marked;
    }

    private static MarkedDeclarations Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (Cache.TryGetValue(tree, out var known)) return known;
        var found = new MarkedDeclarations();
        if (tree.GetRoot(cancellationToken) is CompilationUnitSyntax unit)
        {
            found._aliases = Spellings.AliasesOf(unit);
            found.VisitMembers(unit.Members, "", cancellationToken);
        }

        return Cache.GetValue(tree, _ => found);
    }

    private static Marks MarksOf(string[] names, Spellings spellings)
    {
        var marks = Marks.None;
        foreach (var name in names) marks |= spellings.Of(name);
        return marks;
    }

    private void VisitMembers(SyntaxList<MemberDeclarationSyntax> members, string prefix, CancellationToken cancellationToken)
    {
        foreach (var member in members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax inner:
                    VisitMembers(inner.Members, prefix + NameOf(inner.Name) + ".", cancellationToken);
                    break;
                case TypeDeclarationSyntax type:
                    VisitType(type, prefix, cancellationToken);
                    break;
            }
        }
    }

    private void VisitType(TypeDeclarationSyntax type, string prefix, CancellationToken cancellationToken)
    {
        var arity = type.TypeParameterList?.Parameters.Count ?? 0;
        var name = prefix + type.Identifier.ValueText + (arity == 0 ? "" : "`" + arity);
        var (onType, onMethods) = (new List<string>(), new List<string>());
        AddNames(type.AttributeLists, onType);
        foreach (var member in type.Members)
        {
            // What else is a method to the compiler cannot be a handler or an upcaster, and is found so that it can be reported.
            if (member is BaseMethodDeclarationSyntax method) AddNames(method.AttributeLists, onMethods);
            if (member is not BasePropertyDeclarationSyntax { AccessorList: { } accessors }) continue;
            foreach (var accessor in accessors.Accessors) AddNames(accessor.AttributeLists, onMethods);
        }

        if (onType.Count + onMethods.Count > 0) _types.Add((name, [.. onType], [.. onMethods]));
        VisitMembers(type.Members, name + "+", cancellationToken);
    }

    private static void AddNames(SyntaxList<AttributeListSyntax> lists, List<string> names)
    {
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                var name = Spellings.LastName(attribute.Name);
                if (!names.Contains(name)) names.Add(name);
            }
        }
    }

    private static string NameOf(NameSyntax name) =>
        name is QualifiedNameSyntax qualified ? NameOf(qualified.Left) + "." + qualified.Right.Identifier.ValueText : Spellings.LastName(name);
}
