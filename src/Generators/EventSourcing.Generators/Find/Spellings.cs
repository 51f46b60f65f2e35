using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Generators;

/// <summary>The names by which a project writes our attributes: their own, and the aliases that its using directives give them.</summary>
internal sealed class Spellings
{
    private readonly Dictionary<string, Marks> _marks = new(StringComparer.Ordinal)
    {
        ["DomainEvent"] = Marks.Event,
        ["DomainEventAttribute"] = Marks.Event,
        ["Aggregate"] = Marks.Aggregate,
        ["AggregateAttribute"] = Marks.Aggregate,
        ["Handles"] = Marks.Handlers,
        ["HandlesAttribute"] = Marks.Handlers,
        ["Upcasts"] = Marks.Upcasters,
        ["UpcastsAttribute"] = Marks.Upcasters,
    };

    /// <summary>Whether the project gives the name of the catalog class a meaning of its own.</summary>
    public bool HasCatalogAlias { get; private set; }

    /// <summary>Takes note of the aliases of a file. An alias counts in every file: what is found by it is asked for its attributes later.</summary>
    public void Learn(CompilationUnitSyntax root)
    {
        Learn(root.Usings);
        foreach (var member in root.Members)
        {
            if (member is BaseNamespaceDeclarationSyntax space) Learn(space);
        }
    }

    /// <summary>What an attribute of this name may be.</summary>
    public Marks Of(NameSyntax name)
    {
        var last = LastName(name);
        return _marks.TryGetValue(last, out var marks) || _marks.TryGetValue(last + "Attribute", out marks) ? marks : Marks.None;
    }

    private void Learn(BaseNamespaceDeclarationSyntax space)
    {
        Learn(space.Usings);
        foreach (var member in space.Members)
        {
            if (member is BaseNamespaceDeclarationSyntax inner) Learn(inner);
        }
    }

    private void Learn(SyntaxList<UsingDirectiveSyntax> usings)
    {
        foreach (var directive in usings)
        {
            if (directive.Alias is not { } alias) continue;
            var name = alias.Name.Identifier.ValueText;
            HasCatalogAlias |= name == Compiler.WellKnownNames.CatalogClass;

            // An alias may have a name that means something else elsewhere: what it adds takes nothing away.
            if (directive.NamespaceOrType is NameSyntax target && _marks.TryGetValue(LastName(target), out var marks))
                _marks[name] = marks | (_marks.TryGetValue(name, out var known) ? known : Marks.None);
        }
    }

    private static string LastName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
