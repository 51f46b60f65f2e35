using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Generators;

/// <summary>Emits the catalog class of the assembly, and what lets other assemblies find it.</summary>
internal static class CatalogEmitter
{
    private const string HolderNamespace = "EventSourcing.Catalogs";

    /// <summary>Emits the catalog, if there is anything to list.</summary>
    public static void Emit(SourceProductionContext output, CatalogModel catalog)
    {
        if (!catalog.IsNeeded) return;

        // A reference may have a catalog class of the same full name (the same root namespace): here the name means this one.
        var writer = new SourceWriter(", CS0436");
        var project = catalog.Project;
        if (project.NeedsAlias)
        {
            // References have catalog classes too: a file that imports their namespaces must still get this one, which includes them.
            writer.Line($"global using {WellKnownNames.CatalogClass} = {ClassOf(project)};").Blank();
        }

        if (!project.IsInternal) EmitAttributes(writer, catalog);
        if (project.Namespace.Length > 0) writer.Open("namespace " + project.Namespace);
        EmitClass(writer, catalog);
        if (project.Namespace.Length > 0) writer.Close();
        if (!project.IsInternal) EmitHolder(writer.Blank(), project);
        output.AddSource(project.HintPrefix + WellKnownNames.CatalogClass + ".g.cs", writer.ToSourceText());
    }

    /// <summary>The catalog class in code.</summary>
    public static string ClassOf(ProjectModel project) =>
        "global::" + (project.Namespace.Length > 0 ? project.Namespace + "." : "") + WellKnownNames.CatalogClass;

    private static void EmitAttributes(SourceWriter writer, CatalogModel catalog)
    {
        writer.Line($"[assembly: global::EventSourcing.EventCatalog(typeof(global::{HolderNamespace}.{catalog.Project.Holder}))]");
        foreach (var e in catalog.Events) writer.Line($"[assembly: global::EventSourcing.CatalogedEvent(typeof({e.TypeName}), {Literals.Of(e.Name)}, {e.Version}{AliasesOf(e)})]");
        foreach (var upcaster in catalog.Upcasters) writer.Line(UpcasterEmitter.AttributeOf(upcaster));

        writer.Blank();
    }

    private static void EmitClass(SourceWriter writer, CatalogModel catalog)
    {
        writer.Line("/// <summary>The events, aggregates and projections of this assembly and of those that it references.</summary>");
        writer.Line(SourceWriter.GeneratedCode);
        writer.Open($"{(catalog.Project.IsInternal ? "internal" : "public")} static partial class {WellKnownNames.CatalogClass}");
        EmitCatalog(writer, catalog);
        EmitResolver(writer, catalog);
        if (catalog.Aggregates.Count > 0)
        {
            writer.Line("private static global::EventSourcing.AggregateDescriptor Describe<TAggregate, TId>()").Indent();
            writer.Line("where TAggregate : global::EventSourcing.AggregateRoot<TId>, global::EventSourcing.IAggregate<TAggregate, TId>");
            writer.Line("where TId : notnull, global::System.IParsable<TId> => TAggregate.Descriptor;").Outdent();
        }

        if (catalog.Projections.Count > 0)
        {
            writer.Blank().Line("private static global::EventSourcing.ProjectionDescriptor DescribeProjection<TProjection>()").Indent();
            writer.Line("where TProjection : class, global::EventSourcing.IProjection<TProjection> => TProjection.Descriptor;").Outdent();
        }

        writer.Close();
    }

    private static void EmitCatalog(SourceWriter writer, CatalogModel catalog)
    {
        writer.Line("/// <summary>The events, aggregates and projections, to be given to a store.</summary>");
        writer.Line("public static global::EventSourcing.EventCatalog Catalog { get; } = new(").Indent();
        EmitArray(writer, catalog.Events.Select(DescriptorOf), ",");
        EmitArray(writer, catalog.Aggregates.Select(a => $"Describe<{a.TypeName}, {a.IdType}>()"), ",");
        var hasDelivery = catalog.Projections.Count > 0 || catalog.Mappings.Count > 0;
        if (catalog.Upcasters.Count > 0) UpcasterEmitter.Emit(writer, catalog.Upcasters);
        else if (hasDelivery) writer.Line("[],");
        if (hasDelivery)
        {
            EmitArray(writer, catalog.Projections.Select(p => $"DescribeProjection<{p}>()"), ",");
            EmitArray(writer, catalog.Mappings, ",");
        }

        EmitArray(writer, catalog.Project.Included.Select(i => i + ".Catalog"), ");");
        writer.Outdent().Blank();
    }

    private static void EmitResolver(SourceWriter writer, CatalogModel catalog)
    {
        const string Metadata = "global::System.Text.Json.Serialization.Metadata.";
        var own = "new global::EventSourcing.Serialization.CodecJsonTypeInfoResolver(Resolve)";
        var all = string.Join(", ", catalog.Project.Included.Select(i => i + ".JsonTypeInfoResolver").Prepend(own));
        writer.Line("/// <summary>The events, and what their members reach, for JsonSerializerOptions of your own.</summary>");
        writer.Line($"public static {Metadata}IJsonTypeInfoResolver JsonTypeInfoResolver {{ get; }} = {Metadata}JsonTypeInfoResolver.Combine({all});").Blank();
        writer.Open($"private static {Metadata}JsonTypeInfo? Resolve(global::System.Type type, global::System.Text.Json.JsonSerializerOptions options)");
        foreach (var codec in catalog.Codecs)
        {
            writer.Line($"if (type == typeof({codec.TypeName})) return new global::EventSourcing.Serialization.CodecJsonConverter<{codec.TypeName}>({codec.Codec}.WriteValue, {codec.Codec}.ReadValue{(codec.IsKey ? $", {codec.Codec}.WriteKey, {codec.Codec}.ReadKey" : "")}).Describe(options);");
        }

        writer.Line("return null;").Close().Blank();
    }

    private static void EmitHolder(SourceWriter writer, ProjectModel project)
    {
        writer.Open("namespace " + HolderNamespace);
        writer.Line("/// <summary>Lets the assemblies that reference this one find its catalog, whatever their namespaces are.</summary>");
        writer.Line(SourceWriter.GeneratedCode);
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.Open($"public static class {project.Holder}");
        writer.Line("/// <summary>The catalog.</summary>");
        writer.Line($"public static global::EventSourcing.EventCatalog Catalog => {ClassOf(project)}.Catalog;").Blank();
        writer.Line("/// <summary>The resolver.</summary>");
        writer.Line($"public static global::System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver JsonTypeInfoResolver => {ClassOf(project)}.JsonTypeInfoResolver;");
        writer.Close().Close();
    }

    private static string DescriptorOf(CatalogEvent e) =>
        $"new global::EventSourcing.EventDescriptor<{e.TypeName}>({Literals.Of(e.Name)}, {e.Version}, {e.Codec}.Instance, [{string.Join(", ", e.Aliases.Select(Literals.Of))}])";

    private static string AliasesOf(CatalogEvent e) => string.Concat(e.Aliases.Select(a => ", " + Literals.Of(a)));

    private static void EmitArray(SourceWriter writer, IEnumerable<string> items, string after)
    {
        var all = items.ToList();
        if (all.Count == 0)
        {
            writer.Line("[]" + after);
            return;
        }

        writer.Line("[").Indent();
        foreach (var item in all) writer.Line(item + ",");
        writer.Outdent().Line("]" + after);
    }
}
