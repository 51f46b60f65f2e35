using System.Collections.Immutable;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Generators;

/// <summary>Brings together what the catalog lists.</summary>
internal static class CatalogFinder
{
    /// <summary>The step that does it.</summary>
    public static IncrementalValueProvider<CatalogModel> Find(
        IncrementalValueProvider<EquatableArray<EventModel>> events,
        IncrementalValueProvider<(ImmutableArray<AggregateItem> Marked, ImmutableArray<AggregateItem> Handling)> aggregates,
        IncrementalValueProvider<ProjectModel> project) =>
        events.Combine(aggregates).Combine(project)
            .Select(static (all, _) => Make(all.Left.Left, all.Left.Right.Marked.Concat(all.Left.Right.Handling), all.Right))
            .WithTrackingName(TrackingNames.Catalog);

    private static CatalogModel Make(EquatableArray<EventModel> events, IEnumerable<AggregateItem> aggregates, ProjectModel project) => new(
        project,
        new EquatableArray<CatalogEvent>([.. events.Select(e => new CatalogEvent(e.TypeName, e.Name, e.Version, e.Aliases, e.Codec))]),
        new EquatableArray<CatalogAggregate>([.. aggregates
            .Where(a => a.Aggregate is { IsListed: true })
            .Select(a => new CatalogAggregate(a.Aggregate!.Type.FullName, a.Aggregate.IdType))
            .OrderBy(a => a.TypeName, StringComparer.Ordinal)]),
        new EquatableArray<CatalogCodec>([.. EventFinder.CodecsOf(events).Select(c => new CatalogCodec(c.Type.TypeName, c.Type.Codec))]));
}
