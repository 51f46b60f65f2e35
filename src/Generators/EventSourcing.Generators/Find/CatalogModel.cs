using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>What the catalog of the assembly is emitted from: names only, so that it changes seldom.</summary>
/// <param name="Project">The project.</param>
/// <param name="Events">The events.</param>
/// <param name="Aggregates">The aggregates.</param>
/// <param name="Projections">The classes of the projections that the catalog lists, in code, in ordinal order.</param>
/// <param name="Mappings">The mappings of the rows of read models, in code, in ordinal order of the rows' types.</param>
/// <param name="Upcasters">The upcasters.</param>
/// <param name="Codecs">The types with codecs, and the names of these.</param>
internal sealed record CatalogModel(
    ProjectModel Project,
    EquatableArray<CatalogEvent> Events,
    EquatableArray<CatalogAggregate> Aggregates,
    EquatableArray<string> Projections,
    EquatableArray<string> Mappings,
    EquatableArray<UpcasterModel> Upcasters,
    EquatableArray<CatalogCodec> Codecs)
{
    /// <summary>Whether there is anything to list.</summary>
    public bool IsNeeded => Events.Count > 0 || Aggregates.Count > 0 || Projections.Count > 0 || Mappings.Count > 0 || Upcasters.Count > 0 || Project.Included.Count > 0;
}
