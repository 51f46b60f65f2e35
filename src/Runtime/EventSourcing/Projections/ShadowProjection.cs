using EventSourcing.ReadModels;

namespace EventSourcing.Projections;

/// <summary>A projection that fills tables beside those that serve.</summary>
internal sealed class ShadowProjection
{
    private readonly Dictionary<string, ReadModelMapping> _sideOf = new(StringComparer.Ordinal);
    private readonly Func<Type, object?>? _services;
    private readonly RowForesight _foresight;

    /// <param name="projection">The projection.</param>
    /// <param name="nameOf">Gives the side table of a table.</param>
    /// <param name="services">Finds services of the program.</param>
    public ShadowProjection(ProjectionDescriptor projection, Func<string, string> nameOf, Func<Type, object?>? services)
    {
        Projection = projection;
        _services = services;
        _foresight = new RowForesight(projection.Key);
        foreach (var mapping in projection.ReadModels) _sideOf[mapping.Table] = mapping.At(nameOf(mapping.Table));
        if (_sideOf.Count == 0)
            throw new ArgumentException($"The projection '{projection.SubscriptionName}' has no read models: there is nothing that could be built beside what it has derived.", nameof(projection));
    }

    public ProjectionDescriptor Projection { get; }

    /// <summary>The tables that serve, each with its side table.</summary>
    public IEnumerable<(ReadModelMapping Live, ReadModelMapping Side)> Tables => Projection.ReadModels.DistinctBy(m => m.Table).Select(live => (live, _sideOf[live.Table]));

    public IReadOnlyList<ReadModelMapping> Sides => [.. _sideOf.Values];

    /// <summary>The side table of a mapping; <see langword="null"/> where it is none of the projection's.</summary>
    public ReadModelMapping<TRow>? Find<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class => _sideOf.GetValueOrDefault(mapping.Table) is { } side ? side as ReadModelMapping<TRow> ?? mapping.WithTable(side.Table) : null;

    /// <summary>Remembers rows of the side tables.</summary>
    public RowMemory NewMemory(int mostRows, bool isWhole, bool ownRowsOnly) => new([.. Sides.Select(m => m.Table)], mostRows, isWhole, ownRowsOnly);

    /// <summary>Handles events.</summary>
    /// <param name="events">The events, in the order of the feed.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="alone">Whether each is handled alone, so that it is known which one fails.</param>
    /// <param name="cancellationToken">Cancels the handling.</param>
    /// <returns><see langword="null"/> where all were handled; else the transaction is to be undone.</returns>
    /// <exception cref="ProjectionRebuildException">The projection could not be made.</exception>
    public async ValueTask<ShadowFault?> HandleAsync(IReadOnlyList<RecordedEvent> events, IStoreTransaction transaction, bool alone, CancellationToken cancellationToken)
    {
        if (events.Count == 0) return null;
        var shielded = new RebuildTransaction(transaction, this);
        var delivery = new Delivery(Projection.SubscriptionName, shielded, isRebuild: true);
        var instance = Create(shielded);
        var at = 0;
        var runs = Projection.HandlesRuns && !alone && events.Count > 1;
        try
        {
            if (runs)
            {
                await instance.HandleAsync([.. events.Select(e => new EventContext(e, delivery))], cancellationToken).ConfigureAwait(false);
                return null;
            }

            var ahead = events.Count > 1 && ReadAhead.SessionOf(transaction) is { } rows ? new ProjectionReadAhead(_foresight, rows, [.. events]) : null;
            for (; at < events.Count; at++)
            {
                if (ahead?.IsDue(at) == true) await ahead.ReadAsync(at, cancellationToken).ConfigureAwait(false);
                using var handling = EventSourcingContext.Handling(events[at].Metadata);
                await instance.HandleAsync(new EventContext(events[at], delivery), cancellationToken).ConfigureAwait(false);
            }

            if (ahead is not null) await ahead.ReadAsync(at, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is not EventStoreException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return new ShadowFault(runs ? null : events[at], e);
        }
    }

    // No event's fault: whatever becomes of events that fail, the rebuild ends.
    private IProjection Create(IStoreTransaction transaction)
    {
        try
        {
            return Projection.CreateProjection(new ShadowDependencies(Projection, transaction, _services));
        }
        catch (Exception e) when (e is not EventStoreException)
        {
            throw new ProjectionRebuildException(Projection, $"it could not be made: {e.Message}", e);
        }
    }
}
