namespace EventSourcing;

/// <summary>What emitted factories give the constructors of projections.</summary>
public interface IProjectionDependencies
{
    /// <summary>A read model that writes in the transaction at hand.</summary>
    /// <typeparam name="TRow">The type of its rows.</typeparam>
    /// <param name="mapping">How rows are stored.</param>
    /// <returns>The read model.</returns>
    IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class;

    /// <summary>A service of the program.</summary>
    /// <typeparam name="TService">Its type.</typeparam>
    /// <returns>The service.</returns>
    /// <exception cref="InvalidOperationException">There is none of that type; the message names projection and type.</exception>
    TService Service<TService>()
        where TService : notnull;

    /// <summary>A service of the program that need not be there.</summary>
    /// <typeparam name="TService">Its type.</typeparam>
    /// <returns>The service, or <see langword="null"/>.</returns>
    TService? OptionalService<TService>()
        where TService : class;
}
