using EventSourcing.Projections;
using EventSourcing.Subscriptions;

namespace EventSourcing;

/// <summary>Runs projections on demand, over what is stored at that moment: the same classes that run asynchronously or inline, with rows in memory.</summary>
/// <remarks>Handlers have no transaction of the store there; what they write to read models is in the view that is returned.</remarks>
public sealed class LiveProjections
{
    private static readonly EventCatalog NoEvents = new([], []);

    private readonly IEventStore _store;
    private readonly Func<Type, object?>? _services;

    /// <summary>Makes it.</summary>
    /// <param name="store">The store; it stays the caller's.</param>
    /// <param name="services">The services that constructors of projections ask for, by type; <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="store"/> is <see langword="null"/>.</exception>
    public LiveProjections(IEventStore store, Func<Type, object?>? services = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _services = services;
    }

    /// <summary>Projects a stream.</summary>
    /// <typeparam name="TProjection">The projection's class.</typeparam>
    /// <param name="stream">The stream; an absent one gives a view without rows.</param>
    /// <param name="options">Which events, forwards; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The rows.</returns>
    public ValueTask<LiveView> ProjectStreamAsync<TProjection>(StreamId stream, StreamReadOptions? options = null, CancellationToken cancellationToken = default)
        where TProjection : class, IProjection<TProjection> => ProjectAsync(TProjection.Descriptor, _store.ReadStreamAsync(stream, options, cancellationToken), cancellationToken);

    /// <summary>Projects the streams of a category, in the order of the feed.</summary>
    /// <typeparam name="TProjection">The projection's class.</typeparam>
    /// <param name="category">The category.</param>
    /// <param name="options">Which events; <see langword="null"/> for all that the projection handles.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The rows.</returns>
    public ValueTask<LiveView> ProjectCategoryAsync<TProjection>(string category, CategoryReadOptions? options = null, CancellationToken cancellationToken = default)
        where TProjection : class, IProjection<TProjection>
    {
        options ??= CategoryReadOptions.Default;
        return ProjectAsync(TProjection.Descriptor, _store.ReadCategoryAsync(category, options with { EventNames = options.EventNames ?? NamesOf(TProjection.Descriptor) }, cancellationToken), cancellationToken);
    }

    /// <summary>Projects the feed, or what a query of it gives: by tags, tenant, categories, or events.</summary>
    /// <typeparam name="TProjection">The projection's class.</typeparam>
    /// <param name="options">Which events; <see langword="null"/> for all that the projection handles.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The rows.</returns>
    public ValueTask<LiveView> ProjectFeedAsync<TProjection>(FeedReadOptions? options = null, CancellationToken cancellationToken = default)
        where TProjection : class, IProjection<TProjection>
    {
        options ??= FeedReadOptions.Default;
        return ProjectAsync(TProjection.Descriptor, _store.ReadAllAsync(null, options with { EventNames = options.EventNames ?? NamesOf(TProjection.Descriptor) }, cancellationToken), cancellationToken);
    }

    /// <summary>Projects events, in their order.</summary>
    /// <typeparam name="TProjection">The projection's class.</typeparam>
    /// <param name="projection">What the program knows of the projection.</param>
    /// <param name="events">The events.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The rows.</returns>
    public async ValueTask<LiveView> ProjectAsync<TProjection>(ProjectionDescriptor<TProjection> projection, IAsyncEnumerable<RecordedEvent> events, CancellationToken cancellationToken = default)
        where TProjection : class, IProjection
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(events);
        var rows = new InMemoryEventStore(NoEvents);
        await rows.ReadModelSchema.ApplyAsync(projection.ReadModels, cancellationToken).ConfigureAwait(false);
        var transaction = await rows.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var instance = projection.Create(new ProjectionDependencies(projection, transaction, _services));
            var delivery = new Delivery(projection.Name, transaction: null);
            var (position, count) = ((GlobalPosition?)null, 0L);
            await foreach (var @event in events.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (!projection.EventTypes.Any(type => type.IsInstanceOfType(@event.Data))) continue;
                using (EventSourcingContext.Handling(@event.Metadata)) await instance.HandleAsync(new EventContext(@event, delivery), cancellationToken).ConfigureAwait(false);
                position = @event.Position;
                count++;
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return new LiveView(rows, position, count);
        }
    }

    // A store that does not tell its catalog gives all events, and the projection passes over what it does not handle.
    private HashSet<string>? NamesOf(ProjectionDescriptor projection) => _store is ITransactionalEventStore { Catalog: var catalog } ? FeedFilters.NamesOf(projection.EventTypes, catalog, projection.Name) : null;
}
