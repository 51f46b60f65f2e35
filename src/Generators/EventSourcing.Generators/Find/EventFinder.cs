using System.Collections.Immutable;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Generators;

/// <summary>Finds events: types with [DomainEvent], and types that handlers take.</summary>
internal static class EventFinder
{
    /// <summary>Types with [DomainEvent].</summary>
    public static IncrementalValuesProvider<EventModel> FindMarked(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                WellKnownNames.DomainEventAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (found, cancellationToken) =>
                {
                    var type = (INamedTypeSymbol)found.TargetSymbol;
                    return EventReader.Read(type, type.ContainingAssembly, null, null, cancellationToken, found.SemanticModel.Compilation);
                })
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(TrackingNames.MarkedEvents);

    /// <summary>All events, each once, in ordinal order of their types.</summary>
    public static IncrementalValueProvider<EquatableArray<EventModel>> Merge(
        IncrementalValuesProvider<EventModel> marked,
        IncrementalValueProvider<(ImmutableArray<AggregateItem> Marked, ImmutableArray<AggregateItem> Handling)> aggregates)
    {
        var handled = aggregates
            .Select(static (all, _) => Distinct(all.Marked.Concat(all.Handling).SelectMany(a => a.Events)))
            .WithTrackingName(TrackingNames.HandledEvents);
        return marked.Collect().Combine(handled)
            .Select(static (pair, _) => Distinct(pair.Left.Concat(pair.Right)))
            .WithTrackingName(TrackingNames.Events);
    }

    /// <summary>The types that get codecs: the events, and what their members reach; each once.</summary>
    public static IncrementalValuesProvider<CodecItem> Codecs(IncrementalValueProvider<EquatableArray<EventModel>> events) =>
        events.SelectMany(static (all, _) => CodecsOf(all)).WithTrackingName(TrackingNames.Codecs);

    internal static ImmutableArray<CodecItem> CodecsOf(EquatableArray<EventModel> events)
    {
        var eventTypes = new HashSet<string>(events.Select(e => e.TypeName), StringComparer.Ordinal);
        var codecs = new SortedDictionary<string, CodecItem>(StringComparer.Ordinal);
        foreach (var model in events)
        {
            foreach (var type in model.Types)
            {
                if (!codecs.ContainsKey(type.TypeName)) codecs.Add(type.TypeName, new CodecItem(type, eventTypes.Contains(type.TypeName)));
            }
        }

        var hints = new HintNames();
        return [.. codecs.Values.Select(c => c with { Type = c.Type with { HintName = hints.Unique(c.Type.HintName, c.Type.TypeName) } })];
    }

    private static EquatableArray<EventModel> Distinct(IEnumerable<EventModel> events)
    {
        var distinct = new SortedDictionary<string, EventModel>(StringComparer.Ordinal);
        foreach (var model in events) distinct[model.TypeName] = model;
        return new EquatableArray<EventModel>([.. distinct.Values]);
    }
}
