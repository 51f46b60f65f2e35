namespace EventSourcing.Generators;

/// <summary>The names of the pipeline's steps; tests check each of them for what an edit runs again.</summary>
internal static class TrackingNames
{
    public const string CatalogAliases = nameof(CatalogAliases);
    public const string Project = nameof(Project);
    public const string MarkedAggregates = nameof(MarkedAggregates);
    public const string HandlingAggregates = nameof(HandlingAggregates);
    public const string MarkedEvents = nameof(MarkedEvents);
    public const string HandledEvents = nameof(HandledEvents);
    public const string Dispatch = nameof(Dispatch);
    public const string Events = nameof(Events);
    public const string Codecs = nameof(Codecs);
    public const string Catalog = nameof(Catalog);
}
