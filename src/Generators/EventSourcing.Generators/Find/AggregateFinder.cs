using System.Collections.Immutable;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Generators;

/// <summary>Finds aggregate classes: those with [Aggregate], and those with [Handles] methods alone.</summary>
internal static class AggregateFinder
{
    /// <summary>Classes with [Aggregate]: one item each.</summary>
    public static IncrementalValuesProvider<AggregateItem> FindMarked(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                WellKnownNames.AggregateAttribute,
                static (node, _) => node is ClassDeclarationSyntax,
                static (found, cancellationToken) => Read((INamedTypeSymbol)found.TargetSymbol, found.SemanticModel.Compilation, cancellationToken))
            .WithTrackingName(TrackingNames.MarkedAggregates);

    /// <summary>Classes without [Aggregate] that have [Handles] methods: one item each, whatever the number of methods and parts.</summary>
    public static IncrementalValuesProvider<AggregateItem> FindHandling(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                WellKnownNames.HandlesAttribute,
                static (node, _) => HandlesSyntax.SpeaksForItsPart(node),
                static (found, cancellationToken) => IsFirst(found, cancellationToken)
                    ? Read(found.TargetSymbol.ContainingType, found.SemanticModel.Compilation, cancellationToken)
                    : null)
            .Where(static item => item is not null)
            .Select(static (item, _) => item!)
            .WithTrackingName(TrackingNames.HandlingAggregates);

    /// <summary>The aggregates that get dispatch: each once, even while somebody types one twice, and each with a file name of its own.</summary>
    public static IncrementalValuesProvider<AggregateModel> Dispatch(
        IncrementalValueProvider<(ImmutableArray<AggregateItem> Marked, ImmutableArray<AggregateItem> Handling)> aggregates) =>
        aggregates.SelectMany(static (all, _) => Distinct(all.Marked.Concat(all.Handling))).WithTrackingName(TrackingNames.Dispatch);

    private static ImmutableArray<AggregateModel> Distinct(IEnumerable<AggregateItem> items)
    {
        var distinct = new SortedDictionary<string, AggregateModel>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item.Aggregate is { } aggregate) distinct[aggregate.Type.FullName] = aggregate;
        }

        var hints = new HintNames();
        return [.. distinct.Values.Select(a => a with { Type = a.Type with { HintName = hints.Unique(a.Type.HintName, a.Type.FullName) } })];
    }

    /// <summary>The part with the first handler speaks for the class; in it, the first handler that the syntax let through.</summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext found, CancellationToken cancellationToken)
    {
        var type = found.TargetSymbol.ContainingType;
        if (type.Attribute(WellKnownNames.AggregateAttribute) is not null) return false;
        var first = HandlerReader.HandlersOf(type)[0];
        var part = first.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken).Parent!;
        var isInPart = part.SyntaxTree == found.TargetNode.SyntaxTree && part.SpanStart == found.TargetNode.Parent!.SpanStart;
        return isInPart && (HandlesSyntax.IsSpelledOut(found.TargetNode) || SymbolEqualityComparer.Default.Equals(first, found.TargetSymbol));
    }

    private static AggregateItem Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var aggregate = new AggregateReader(type, null, cancellationToken).Read();
        var events = new List<EventModel>();
        foreach (var (eventType, _) in ModelValidator.HandledEvents(type, cancellationToken))
        {
            if (!ModelValidator.IsOursToRead(eventType, type.ContainingAssembly)) continue;
            if (EventReader.Read(eventType, type.ContainingAssembly, null, null, cancellationToken, compilation) is { } read) events.Add(read);
        }

        return new AggregateItem(aggregate, new EquatableArray<EventModel>([.. events]));
    }
}
