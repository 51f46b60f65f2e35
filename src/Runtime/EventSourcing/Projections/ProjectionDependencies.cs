namespace EventSourcing.Projections;

/// <summary>What an instance of a projection is given: read models within a transaction, and services of the program.</summary>
internal sealed class ProjectionDependencies(ProjectionDescriptor projection, IStoreTransaction transaction, Func<Type, object?>? services) : IProjectionDependencies
{
    public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class => transaction.ReadModel(mapping);

    public TService Service<TService>()
        where TService : notnull => services?.Invoke(typeof(TService)) is TService service
        ? service
        : throw new InvalidOperationException($"The projection '{projection.Name}' ({projection.ProjectionType}) asks for {typeof(TService)}, and the program has none. Register it, or set the Services of the options to what finds it.");

    public TService? OptionalService<TService>()
        where TService : class => services?.Invoke(typeof(TService)) as TService;
}
