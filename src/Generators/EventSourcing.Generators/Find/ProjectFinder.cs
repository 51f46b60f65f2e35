using System.Text;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Generators;

/// <summary>Brings together what is read from the declarations and what the project file says.</summary>
internal static class ProjectFinder
{
    /// <summary>The step that finds what is declared, and notices whether that has changed.</summary>
    public static IncrementalValueProvider<ProjectDeclarations> Declarations(IncrementalGeneratorInitializationContext context) =>
        context.CompilationProvider
            .Select(static (compilation, _) => ProjectDeclarations.Of(compilation))
            .WithTrackingName(TrackingNames.Declarations);

    /// <summary>The step that reads it.</summary>
    public static IncrementalValueProvider<ProjectReading> Reading(IncrementalValueProvider<ProjectDeclarations> declarations) =>
        declarations
            .Select(static (declared, cancellationToken) => declared.Read(compilation => ProjectReader.Read(compilation, cancellationToken)))
            .WithTrackingName(TrackingNames.Reading);

    /// <summary>The step that reads the project's properties.</summary>
    public static IncrementalValueProvider<ProjectModel> Project(IncrementalGeneratorInitializationContext context, IncrementalValueProvider<ProjectReading> reading)
    {
        var properties = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => (
            RootNamespace: options.GlobalOptions.TryGetValue(WellKnownNames.RootNamespaceProperty, out var space) ? space : null,
            IsInternal: options.GlobalOptions.TryGetValue(WellKnownNames.CatalogProperty, out var isInternal)
                && string.Equals(isInternal, "true", StringComparison.OrdinalIgnoreCase)));
        return reading.Combine(properties)
            .Select(static (all, _) => Make(all.Right.RootNamespace, all.Right.IsInternal, all.Left))
            .WithTrackingName(TrackingNames.Project);
    }

    /// <summary>The step that brings together what the catalog lists.</summary>
    public static IncrementalValueProvider<CatalogModel> Catalog(IncrementalValueProvider<ProjectReading> reading, IncrementalValueProvider<ProjectModel> project) =>
        reading.Combine(project)
            .Select(static (all, _) => new CatalogModel(all.Right, all.Left.Events, all.Left.Aggregates, all.Left.Projections, all.Left.Mappings, all.Left.Upcasters, CodecsOf(all.Left)))
            .WithTrackingName(TrackingNames.Catalog);

    private static EquatableArray<CatalogCodec> CodecsOf(ProjectReading reading) =>
        new([.. reading.Files.Where(f => f.Codecs is not null).SelectMany(f => f.Codecs!.Codecs).Select(c => new CatalogCodec(c.Type.TypeName, c.Type.Codec, c.Type.Key is not null)).OrderBy(c => c.TypeName, StringComparer.Ordinal)]);

    private static ProjectModel Make(string? rootNamespace, bool isInternal, ProjectReading reading)
    {
        var parts = (rootNamespace ?? reading.Assembly).Split('.').Select(Identifier).Where(p => p.Length > 0).ToArray();
        var plain = string.Join(".", parts);
        return new ProjectModel(
            string.Join(".", parts.Select(Symbols.Escape)),
            plain.Length == 0 ? "" : plain + ".",
            Identifier(reading.Assembly.Replace('.', '_')) + "_" + TypeNames.Hash(reading.Assembly),
            isInternal,
            plain.Length > 0 && !reading.HasCatalogAlias,
            reading.Included);
    }

    private static string Identifier(string part)
    {
        var name = new StringBuilder(part.Length + 1);
        foreach (var c in part.Trim()) name.Append(char.IsLetterOrDigit(c) ? c : '_');
        if (name.Length > 0 && char.IsDigit(name[0])) name.Insert(0, '_');
        return name.ToString();
    }
}
