namespace EventSourcing.Generators;

/// <summary>The names of the pipeline's steps; tests check each of them for what an edit runs again.</summary>
internal static class TrackingNames
{
    public const string Declarations = nameof(Declarations);
    public const string Reading = nameof(Reading);
    public const string Project = nameof(Project);
    public const string Files = nameof(Files);
    public const string Dispatch = nameof(Dispatch);
    public const string Projections = nameof(Projections);
    public const string Rows = nameof(Rows);
    public const string Codecs = nameof(Codecs);
    public const string Catalog = nameof(Catalog);
    public const string AcceptedLock = nameof(AcceptedLock);
}
