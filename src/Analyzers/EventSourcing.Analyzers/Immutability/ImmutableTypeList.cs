using System.Collections.Concurrent;
using System.Collections.Generic;
using EventSourcing.Analyzers.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers.Immutability;

/// <summary>The types that a project declares to be immutable: <c>NodaTime.Instant</c>, or <c>NodaTime.*</c> for a namespace.</summary>
internal sealed class ImmutableTypeList
{
    private static readonly char[] Separators = [',', ';', ' '];
    private static readonly ConcurrentDictionary<string, ImmutableTypeList> Cache = new(StringComparer.Ordinal);

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private ImmutableTypeList(string names)
    {
        foreach (var name in names.Split(Separators, StringSplitOptions.RemoveEmptyEntries)) _names.Add(WithoutArity(name).Replace('+', '.'));
    }

    /// <summary>The list for a file.</summary>
    public static ImmutableTypeList Of(AnalyzerConfigOptions options) =>
        Cache.GetOrAdd(options.TryGetValue(ConfigurationKeys.ImmutableTypes, out var names) ? names : "", static names => new ImmutableTypeList(names));

    /// <summary>Whether the list names a type or a namespace around it.</summary>
    public bool Contains(INamedTypeSymbol type)
    {
        if (_names.Count == 0) return false;
        var name = type.Name;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType) name = outer.Name + "." + name;
        var space = type.ContainingNamespace is { IsGlobalNamespace: false } containing ? containing.ToDisplayString() : "";
        if (_names.Contains(space.Length == 0 ? name : space + "." + name)) return true;
        while (space.Length > 0)
        {
            if (_names.Contains(space + ".*")) return true;
            var dot = space.LastIndexOf('.');
            space = dot < 0 ? "" : space.Substring(0, dot);
        }

        return false;
    }

    private static string WithoutArity(string name)
    {
        var end = name.IndexOfAny(['`', '<']);
        return end < 0 ? name : name.Substring(0, end);
    }
}
