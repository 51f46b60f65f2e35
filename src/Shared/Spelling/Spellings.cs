using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Compiler;

/// <summary>
/// The names by which a project writes our attributes: their own, and the aliases that its using directives give them. What is found by its spelling is asked for its attributes later; the
/// spelling keeps all other types from being asked.
/// </summary>
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
        ["Projection"] = Marks.Projection,
        ["ProjectionAttribute"] = Marks.Projection,
        ["ProcessManager"] = Marks.Projection,
        ["ProcessManagerAttribute"] = Marks.Projection,
        ["ReadModel"] = Marks.ReadModel,
        ["ReadModelAttribute"] = Marks.ReadModel,
        ["Upcasts"] = Marks.Upcasters,
        ["UpcastsAttribute"] = Marks.Upcasters,
    };

    /// <summary>The aliases that a file declares, each with the last name of what it stands for.</summary>
    public static List<(string Alias, string Target)> AliasesOf(CompilationUnitSyntax root)
    {
        var aliases = new List<(string Alias, string Target)>();
        AddAliases(root.Usings, aliases);
        foreach (var member in root.Members)
        {
            if (member is BaseNamespaceDeclarationSyntax space) AddAliases(space, aliases);
        }

        return aliases;
    }

    /// <summary>The last part of a name.</summary>
    public static string LastName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    /// <summary>Takes note of an alias. It counts in every file, since it may be a global one.</summary>
    public void Learn(string alias, string target)
    {
        // An alias may have a name that means something else elsewhere: what it adds takes nothing away.
        if (_marks.TryGetValue(target, out var marks)) _marks[alias] = marks | (_marks.TryGetValue(alias, out var known) ? known : Marks.None);
    }

    /// <summary>What an attribute with this last name may be.</summary>
    public Marks Of(string name) => _marks.TryGetValue(name, out var marks) || _marks.TryGetValue(name + "Attribute", out marks) ? marks : Marks.None;

    private static void AddAliases(BaseNamespaceDeclarationSyntax space, List<(string Alias, string Target)> aliases)
    {
        AddAliases(space.Usings, aliases);
        foreach (var member in space.Members)
        {
            if (member is BaseNamespaceDeclarationSyntax inner) AddAliases(inner, aliases);
        }
    }

    private static void AddAliases(SyntaxList<UsingDirectiveSyntax> usings, List<(string Alias, string Target)> aliases)
    {
        foreach (var directive in usings)
        {
            if (directive.Alias is { } alias) aliases.Add((alias.Name.Identifier.ValueText, directive.NamespaceOrType is NameSyntax target ? LastName(target) : ""));
        }
    }
}
