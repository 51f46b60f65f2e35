using EventSourcing;

namespace Banking.Projections;

/// <summary>What a test gives a projection.</summary>
internal sealed class Dependencies(params object[] services) : IProjectionDependencies
{
    public List<ReadModelMapping> Asked { get; } = [];

    public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class
    {
        Asked.Add(mapping);
        return services.OfType<IReadModel<TRow>>().Single();
    }

    public TService Service<TService>()
        where TService : notnull => services.OfType<TService>().Single();

    public TService? OptionalService<TService>()
        where TService : class => services.OfType<TService>().SingleOrDefault();
}
