using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Generators;

/// <summary>Emits the dispatch of aggregates, the codecs of events and the catalog of the assembly. Reports nothing: that is the analyzers' part.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class EventSourcingGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var project = ProjectFinder.Find(context);
        var marked = AggregateFinder.FindMarked(context);
        var handling = AggregateFinder.FindHandling(context);
        context.RegisterSourceOutput(marked.Select(static (a, _) => a.Aggregate).WithTrackingName(TrackingNames.Dispatch), EmitDispatch);
        context.RegisterSourceOutput(handling.Select(static (a, _) => a.Aggregate).WithTrackingName(TrackingNames.Dispatch), EmitDispatch);

        var aggregates = marked.Collect().Combine(handling.Collect());
        var events = EventFinder.Merge(EventFinder.FindMarked(context), aggregates);
        context.RegisterSourceOutput(EventFinder.Codecs(events).Combine(project), static (output, pair) => CodecEmitter.Emit(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(CatalogFinder.Find(events, aggregates, project), CatalogEmitter.Emit);
    }

    private static void EmitDispatch(SourceProductionContext output, AggregateModel? aggregate)
    {
        if (aggregate is not null) DispatchEmitter.Emit(output, aggregate);
    }
}
