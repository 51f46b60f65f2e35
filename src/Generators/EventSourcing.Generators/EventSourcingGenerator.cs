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
        var aggregates = marked.Collect().Combine(handling.Collect());
        context.RegisterSourceOutput(AggregateFinder.Dispatch(aggregates), DispatchEmitter.Emit);
        var events = EventFinder.Merge(EventFinder.FindMarked(context), aggregates);
        context.RegisterSourceOutput(EventFinder.Codecs(events).Combine(project), static (output, pair) => CodecEmitter.Emit(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(CatalogFinder.Find(events, aggregates, project), CatalogEmitter.Emit);
    }
}
