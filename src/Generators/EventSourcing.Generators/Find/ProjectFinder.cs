using System.Text;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

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
        return properties.Combine(references)
            .Select(static (pair, _) => Make(pair.Left.RootNamespace, pair.Left.IsInternal, pair.Right.Assembly, pair.Right.Catalogs))
            .WithTrackingName(TrackingNames.Project);
    }

    private static ProjectModel Make(string? rootNamespace, bool isInternal, string assembly, EquatableArray<string> catalogs)
    {
        var parts = (rootNamespace ?? assembly).Split('.').Select(Identifier).Where(p => p.Length > 0).ToArray();
        var plain = string.Join(".", parts);
        return new ProjectModel(
            string.Join(".", parts.Select(Symbols.Escape)),
            plain.Length == 0 ? "" : plain + ".",
            Identifier(assembly.Replace('.', '_')) + "_" + TypeNames.Hash(assembly),
            isInternal,
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
