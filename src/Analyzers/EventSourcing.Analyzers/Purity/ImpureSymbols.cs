using System.Collections.Generic;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Purity;

/// <summary>Knows which members are impure: the known ones, and those that a project lists.</summary>
internal sealed class ImpureSymbols
{
    private static readonly ImpureSymbols Known = CreateKnown();

    private readonly Dictionary<string, List<Entry>> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Entry>> _types = new(StringComparer.Ordinal);
    private readonly List<Entry> _namespaces = [];

    private ImpureSymbols()
    {
    }

    /// <summary>The known ones and those that are listed, each a documentation-comment id; <c>!</c> before an id takes it for pure.</summary>
    public static ImpureSymbols With(IReadOnlyCollection<string> listed)
    {
        if (listed.Count == 0) return Known;
        var symbols = CreateKnown();
        foreach (var id in listed)
        {
            if (id.StartsWith("!", StringComparison.Ordinal)) symbols.Add(id.Substring(1), ImpurityKind.None);
            else symbols.Add(id, ImpurityKind.Nondeterministic);
        }

        return symbols;
    }

    /// <summary>What is wrong with calling, reading or writing a member. The most specific entry counts: the member's, else its type's, else its namespace's.</summary>
    public ImpurityKind KindOf(ISymbol member)
    {
        if (member.ContainingType is not { } type) return ImpurityKind.None;
        if (Find(_members, MemberName(member), member, type) is { } entry) return entry.Kind;
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (Find(_types, at.Name, null, at) is { } known) return known.Kind;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (Find(_types, implemented.Name, null, implemented) is { } known) return known.Kind;
        }

        for (var at = type; at is not null; at = at.BaseType)
        {
            foreach (var space in _namespaces)
            {
                if (IsIn(at.ContainingNamespace, space.Container)) return space.Kind;
            }
        }

        return ImpurityKind.None;
    }

    private static ImpureSymbols CreateKnown()
    {
        var symbols = new ImpureSymbols();
        foreach (var id in ImpureDefaults.Pure) symbols.Add(id, ImpurityKind.None);
        foreach (var (kind, ids) in ImpureDefaults.Impure)
        {
            foreach (var id in ids) symbols.Add(id, kind);
        }

        symbols._namespaces.Sort(static (left, right) => right.Container.Length.CompareTo(left.Container.Length));
        return symbols;
    }

    private static string MemberName(ISymbol member) => member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? "#ctor" : member.Name;

    /// <summary>The last entry that says something about the member or the type: a project's own come after the known ones.</summary>
    private static Entry? Find(Dictionary<string, List<Entry>> entries, string name, ISymbol? member, INamedTypeSymbol type)
    {
        if (!entries.TryGetValue(name, out var candidates)) return null;
        for (var i = candidates.Count - 1; i >= 0; i--)
        {
            if (candidates[i].Signature is { } signature && member?.OriginalDefinition.GetDocumentationCommentId() != signature) continue;
            if (member is null ? IsNamed(type, candidates[i].Container) : Declares(type, candidates[i].Container)) return candidates[i];
        }

        return null;
    }

    private static bool Declares(INamedTypeSymbol type, string container)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (IsNamed(at, container)) return true;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (IsNamed(implemented, container)) return true;
        }

        return false;
    }

    /// <summary>Whether a type has this full name; its type parameters do not count.</summary>
    private static bool IsNamed(INamedTypeSymbol type, string fullName)
    {
        var end = fullName.Length - type.Name.Length;
        if (end < 0 || string.CompareOrdinal(fullName, end, type.Name, 0, type.Name.Length) != 0) return false;
        if (end == 0) return type.ContainingType is null && type.ContainingNamespace is null or { IsGlobalNamespace: true };
        if (fullName[end - 1] != '.') return false;
        var rest = fullName.Substring(0, end - 1);
        return type.ContainingType is { } outer ? IsNamed(outer, rest) : type.ContainingNamespace.FullName() == rest;
    }

    private static bool IsIn(INamespaceSymbol? space, string fullName)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (fullName.EndsWith(space.Name, StringComparison.Ordinal) && space.FullName() == fullName) return true;
        }

        return false;
    }

    private void Add(string id, ImpurityKind kind)
    {
        if (id.Length < 3 || id[1] != ':') return;
        var open = id.IndexOf('(');
        var name = WithoutArity(open < 0 ? id.Substring(2) : id.Substring(2, open - 2));
        switch (id[0])
        {
            case 'N':
                _namespaces.Insert(0, new Entry(name, null, kind));
                break;
            case 'T':
                Add(_types, name.Substring(name.LastIndexOf('.') + 1), new Entry(name, null, kind));
                break;
            case 'M' or 'P' or 'F' or 'E' when name.LastIndexOf('.') is > 0 and var dot:
                Add(_members, name.Substring(dot + 1), new Entry(name.Substring(0, dot), open < 0 ? null : id, kind));
                break;
        }
    }

    private static void Add(Dictionary<string, List<Entry>> entries, string key, Entry entry)
    {
        if (!entries.TryGetValue(key, out var list)) entries.Add(key, list = []);
        list.Add(entry);
    }

    private static string WithoutArity(string name)
    {
        for (var tick = name.IndexOf('`'); tick >= 0; tick = name.IndexOf('`'))
        {
            var end = tick;
            while (end < name.Length && (name[end] == '`' || char.IsDigit(name[end]))) end++;
            name = name.Remove(tick, end - tick);
        }

        return name;
    }

    /// <summary>One id.</summary>
    /// <param name="container">The full name of the namespace, of the type, or of the type that has the member.</param>
    /// <param name="signature">The whole id where it has a parameter list.</param>
    /// <param name="kind">What is wrong with it.</param>
    private sealed class Entry(string container, string? signature, ImpurityKind kind)
    {
        public string Container { get; } = container;

        public string? Signature { get; } = signature;

        public ImpurityKind Kind { get; } = kind;
    }
}
