namespace EventSourcing.Projections;

/// <summary>What the constructor of a projection is given while it fills side tables.</summary>
internal sealed class ShadowDependencies(ProjectionDescriptor projection, IStoreTransaction transaction, Func<Type, object?>? services) : IProjectionDependencies
{
    private readonly ProjectionDependencies _inner = new(projection, transaction, services);

    public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class
    {
        // Nothing else has a side table: its rows would go among those that serve.
        if (!projection.ReadModels.Any(m => m.Table == mapping.Table))
            throw new InvalidOperationException($"The projection '{projection.SubscriptionName}' asks for the read model {mapping}, which its descriptor does not list: it cannot be rebuilt. List it among ReadModels.");
        return transaction.ReadModel(mapping);
    }

    public TService Service<TService>()
        where TService : notnull => _inner.Service<TService>();

    public TService? OptionalService<TService>()
        where TService : class => _inner.OptionalService<TService>();
}
