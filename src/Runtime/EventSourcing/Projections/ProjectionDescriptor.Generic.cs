namespace EventSourcing;

/// <summary>What a program knows of one projection.</summary>
/// <typeparam name="TProjection">The projection's class.</typeparam>
/// <remarks>Emitted by the source generator.</remarks>
public sealed class ProjectionDescriptor<TProjection> : ProjectionDescriptor
    where TProjection : class, IProjection
{
    private readonly Func<IProjectionDependencies, TProjection> _create;

    /// <summary>Describes a projection. Called by emitted code.</summary>
    /// <param name="name">The name under which its checkpoints are kept.</param>
    /// <param name="version">The version of what it derives, from 1.</param>
    /// <param name="eventTypes">The types that its handlers take.</param>
    /// <param name="readModels">The read models that its constructor takes.</param>
    /// <param name="create">Makes an instance from what its constructor asks for.</param>
    public ProjectionDescriptor(string name, int version, IReadOnlyList<Type> eventTypes, IReadOnlyList<ReadModelMapping> readModels, Func<IProjectionDependencies, TProjection> create)
        : base(typeof(TProjection), name, version, eventTypes, readModels)
    {
        ArgumentNullException.ThrowIfNull(create);
        _create = create;
    }

    /// <summary>Makes an instance.</summary>
    /// <param name="dependencies">What its constructor asks for.</param>
    /// <returns>The instance; it lives as long as the transaction that its read models write in.</returns>
    public TProjection Create(IProjectionDependencies dependencies)
    {
        ArgumentNullException.ThrowIfNull(dependencies);
        return _create(dependencies);
    }

    internal override IProjection CreateProjection(IProjectionDependencies dependencies) => Create(dependencies);
}
