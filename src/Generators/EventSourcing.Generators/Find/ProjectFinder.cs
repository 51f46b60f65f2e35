using System.Text;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Generators;

/// <summary>Reads the project's properties and references.</summary>
internal static class ProjectFinder
{
    /// <summary>The step that reads them.</summary>
    public static IncrementalValueProvider<ProjectModel> Find(IncrementalGeneratorInitializationContext context)
    {
        var properties = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => (
            RootNamespace: options.GlobalOptions.TryGetValue(WellKnownNames.RootNamespaceProperty, out var space) ? space : null,
            IsInternal: options.GlobalOptions.TryGetValue(WellKnownNames.CatalogProperty, out var isInternal)
                && string.Equals(isInternal, "true", StringComparison.OrdinalIgnoreCase)));
        var references = context.CompilationProvider.Select(static (compilation, cancellationToken) => (
            Assembly: compilation.AssemblyName ?? "",
            Catalogs: ReferencedCatalogs.CatalogTypes(compilation, cancellationToken)));
        // Whoever has given the name a meaning keeps it: a second alias of one name is an error.
        var hasAlias = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => node is UsingDirectiveSyntax { Alias.Name.Identifier.ValueText: WellKnownNames.CatalogClass }, static (_, _) => true)
            .Collect()
            .Select(static (found, _) => found.Length > 0)
            .WithTrackingName(TrackingNames.CatalogAliases);
        return properties.Combine(references).Combine(hasAlias)
            .Select(static (all, _) => Make(all.Left.Left.RootNamespace, all.Left.Left.IsInternal, all.Left.Right.Assembly, all.Left.Right.Catalogs, all.Right))
            .WithTrackingName(TrackingNames.Project);
    }

    private static ProjectModel Make(string? rootNamespace, bool isInternal, string assembly, EquatableArray<string> catalogs, bool hasAlias)
    {
        var parts = (rootNamespace ?? assembly).Split('.').Select(Identifier).Where(p => p.Length > 0).ToArray();
        var plain = string.Join(".", parts);
        return new ProjectModel(
            string.Join(".", parts.Select(Symbols.Escape)),
            plain.Length == 0 ? "" : plain + ".",
            Identifier(assembly.Replace('.', '_')) + "_" + TypeNames.Hash(assembly),
            isInternal,
            plain.Length > 0 && !hasAlias,
            catalogs);
    }

    private static string Identifier(string part)
    {
        var name = new StringBuilder(part.Length + 1);
        foreach (var c in part.Trim()) name.Append(char.IsLetterOrDigit(c) ? c : '_');
        if (name.Length > 0 && char.IsDigit(name[0])) name.Insert(0, '_');
        return name.ToString();
    }
}
