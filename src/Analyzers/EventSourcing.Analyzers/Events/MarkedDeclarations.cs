using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Analyzers.Events;

/// <summary>The types of one syntax tree that are marked, as they are spelled, with <c>[DomainEvent]</c> or have methods marked with <c>[Handles]</c> or <c>[Upcasts]</c>.</summary>
/// <remarks>Read from syntax alone and kept as long as the tree lives: an edit re-reads the edited file and no other.</remarks>
internal sealed class MarkedDeclarations
{
    private static readonly ConditionalWeakTable<SyntaxTree, MarkedDeclarations> Cache = new();

    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly List<string> _events = [];
    private readonly List<string> _typesWithHandlers = [];
    private readonly List<string> _typesWithUpcasters = [];

    /// <summary>The metadata names of the types that are marked as events.</summary>
    public IReadOnlyList<string> Events => _events;

    /// <summary>The metadata names of the types with handlers.</summary>
    public IReadOnlyList<string> TypesWithHandlers => _typesWithHandlers;

    /// <summary>The metadata names of the types with upcasters.</summary>
    public IReadOnlyList<string> TypesWithUpcasters => _typesWithUpcasters;

    /// <summary>The marked declarations of a tree.</summary>
    public static MarkedDeclarations Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (Cache.TryGetValue(tree, out var known)) return known;
        var found = new MarkedDeclarations();
        if (tree.GetRoot(cancellationToken) is not CompilationUnitSyntax unit) return Cache.GetValue(tree, _ => found);
        found.ReadAliases(unit.Usings);
        found.VisitMembers(unit.Members, "", cancellationToken);
        return Cache.GetValue(tree, _ => found);
    }

    /// <summary>Reads what the file calls our attributes; an alias of the whole project is out of sight here.</summary>
    private void ReadAliases(SyntaxList<UsingDirectiveSyntax> directives)
    {
        foreach (var directive in directives)
        {
            if (directive is { Alias.Name.Identifier.ValueText: var alias, Name: { } target }) _aliases[alias] = RightmostOf(target).Identifier.ValueText;
        }
    }

    private void VisitMembers(SyntaxList<MemberDeclarationSyntax> members, string prefix, CancellationToken cancellationToken)
    {
        foreach (var member in members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax inner:
                    ReadAliases(inner.Usings);
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
        if (HasAttribute(type.AttributeLists, "DomainEvent")) _events.Add(name);
        if (HasMethodWith(type, "Handles")) _typesWithHandlers.Add(name);
        foreach (var member in type.Members)
        {
            if (!HasUpcaster(member)) continue;
            _typesWithUpcasters.Add(name);
            break;
        }

        VisitMembers(type.Members, name + "+", cancellationToken);
    }

    /// <summary>Methods, and what else is one to the compiler: upcasters that cannot be called are found too.</summary>
    private bool HasUpcaster(MemberDeclarationSyntax member)
    {
        if (member is BaseMethodDeclarationSyntax method) return HasAttribute(method.AttributeLists, "Upcasts");
        if (member is not BasePropertyDeclarationSyntax { AccessorList: { } accessors }) return false;
        foreach (var accessor in accessors.Accessors)
        {
            if (HasAttribute(accessor.AttributeLists, "Upcasts")) return true;
        }

        return false;
    }

    private bool HasMethodWith(TypeDeclarationSyntax type, string attribute)
    {
        foreach (var member in type.Members)
        {
            if (member is MethodDeclarationSyntax method && HasAttribute(method.AttributeLists, attribute)) return true;
        }

        return false;
    }

    private bool HasAttribute(SyntaxList<AttributeListSyntax> lists, string name)
    {
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                var spelled = RightmostOf(attribute.Name).Identifier.ValueText;
                if (_aliases.TryGetValue(spelled, out var target)) spelled = target;
                if (spelled.StartsWith(name, StringComparison.Ordinal) && (spelled.Length == name.Length || spelled == name + "Attribute")) return true;
            }
        }

        return false;
    }

    private static SimpleNameSyntax RightmostOf(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax aliased => aliased.Name,
        _ => (SimpleNameSyntax)name,
    };

    private static string NameOf(NameSyntax name) => name is QualifiedNameSyntax qualified
        ? NameOf(qualified.Left) + "." + qualified.Right.Identifier.ValueText
        : RightmostOf(name).Identifier.ValueText;
}
