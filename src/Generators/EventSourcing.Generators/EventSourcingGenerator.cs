using Microsoft.CodeAnalysis;

namespace EventSourcing.Generators;

/// <summary>Emits the dispatch of aggregates and projections, the codecs of events, the mappings of read models and the catalog of the assembly. Reports nothing: that is the analyzers' part.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class EventSourcingGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var reading = ProjectFinder.Reading(ProjectFinder.Declarations(context));
        var project = ProjectFinder.Project(context, reading);
        var files = reading.SelectMany(static (all, _) => all.Files).WithTrackingName(TrackingNames.Files);
        var dispatch = files.SelectMany(static (file, _) => file.Aggregates).WithTrackingName(TrackingNames.Dispatch);
        var projections = files.SelectMany(static (file, _) => file.Projections).WithTrackingName(TrackingNames.Projections);
        var rows = files.SelectMany(static (file, _) => file.Rows).WithTrackingName(TrackingNames.Rows);
        var codecs = files.Where(static file => file.Codecs is not null).Select(static (file, _) => file.Codecs!).WithTrackingName(TrackingNames.Codecs);
        context.RegisterSourceOutput(dispatch, DispatchEmitter.Emit);
        context.RegisterSourceOutput(projections, ProjectionEmitter.Emit);
        context.RegisterSourceOutput(rows.Combine(project), static (output, pair) => RowEmitter.Emit(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(codecs.Combine(project), static (output, pair) => CodecEmitter.Emit(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(ProjectFinder.Catalog(reading, project), CatalogEmitter.Emit);
        context.RegisterSourceOutput(LockFinder.Find(context, reading), LockEmitter.Emit);
    }
}
