using EventSourcing.ReadModels;
using EventSourcing.Subscriptions;
using EventSourcing.Transactions;

namespace EventSourcing.Projections;

/// <summary>Reads what concerns a projection, page by page.</summary>
internal sealed class RebuildFeed(ITransactionalEventStore store, ProjectionDescriptor projection, int pageSize)
{
    private readonly FeedReadOptions _options = new() { EventNames = [.. store.Catalog.EventsOf(projection).Select(e => e.Name)], Limit = pageSize };

    /// <summary>Reads a page.</summary>
    /// <param name="after">Where it begins, exclusive; <see langword="null"/> for the beginning.</param>
    /// <param name="end">Where the reading ends, inclusive.</param>
    /// <param name="within">The transaction that is open meanwhile; <see langword="null"/> where there is none.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="EventStoreException">An append that is under way keeps readers from coming to the end; or the server or file failed.</exception>
    public async Task<RebuildPage> ReadAsync(GlobalPosition? after, GlobalPosition end, IReadModelTables? within, CancellationToken cancellationToken)
    {
        for (var again = false; ; again = true)
        {
            if (after >= end) return new RebuildPage([], end, IsLast: true);
            var (events, scan) = (new List<RecordedEvent>(), new FeedScan());
            try
            {
                await foreach (var @event in OpenAsync(after, _options with { Scan = scan }, within, cancellationToken).ConfigureAwait(false))
                {
                    // The scan has come past this one already.
                    if (@event.Position > end) return new RebuildPage(events, end, IsLast: true);
                    events.Add(@event);
                }
            }
            catch (EventSourcingException e) when (PoisonLocator.Identify(e) is not null)
            {
                return await EndAtAsync(e, events, Further(after, scan.Position, events), end, within, cancellationToken).ConfigureAwait(false);
            }

            if (scan.Position >= end) return new RebuildPage(events, end, IsLast: true);
            if (!scan.ReachedHead) return new RebuildPage(events, scan.Position, IsLast: false);

            // The feed ends earlier: its last events were removed, or appends that are under way hold it back. Who begins now does not: so after a look at those who do, a second reading sees all there is.
            if (again) return new RebuildPage(events, end, IsLast: true);
            await RequireFreeAsync(end, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Begins to read page by page, outside of transactions.</summary>
    public RebuildReading Begin(GlobalPosition? after, GlobalPosition end) => new(this, after, end, pageSize);

    /// <summary>Reads as far as the feed goes.</summary>
    public IAsyncEnumerable<RecordedEvent> OpenAsync(GlobalPosition? after, FeedScan scan, CancellationToken cancellationToken) =>
        OpenAsync(after, _options with { Limit = null, Scan = scan }, within: null, cancellationToken);

    /// <summary>How far a reading has come.</summary>
    public static GlobalPosition? Further(GlobalPosition? after, GlobalPosition? scanned, List<RecordedEvent> events)
    {
        var last = events.Count > 0 ? events[^1].Position : after;
        return scanned is { } place && !(last >= place) ? place : last;
    }

    private IAsyncEnumerable<RecordedEvent> OpenAsync(GlobalPosition? after, FeedReadOptions options, IReadModelTables? within, CancellationToken cancellationToken) =>
        within is ITransactionFeed own ? own.ReadFeed(after, options, cancellationToken).ToAsyncEnumerable() : store.ReadAllAsync(after, options, cancellationToken);

    /// <summary>The page that ends with an event that cannot be read. Where it can be read by now, the next page has it.</summary>
    /// <param name="error">The error that says which event it is.</param>
    /// <param name="events">What was read in front of it.</param>
    /// <param name="after">How far the reading had come.</param>
    /// <param name="end">Where the reading ends, inclusive.</param>
    /// <param name="within">The transaction that is open meanwhile; <see langword="null"/> where there is none.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public async ValueTask<RebuildPage> EndAtAsync(Exception error, List<RecordedEvent> events, GlobalPosition? after, GlobalPosition end, IReadModelTables? within, CancellationToken cancellationToken)
    {
        if (await PoisonLocator.IsNextAsync(ReadOne, end, error).ConfigureAwait(false)) return new RebuildPage(events, end, IsLast: true);
        return await PoisonLocator.FindAsync(ReadOne, after, end, error).ConfigureAwait(false) is { } place
            ? new RebuildPage(events, place, IsLast: place >= end, RebuildPoison.At(place, error))
            : new RebuildPage(events, after, IsLast: false);

        IAsyncEnumerable<RecordedEvent> ReadOne(GlobalPosition? place) => OpenAsync(place, _options with { Limit = 1 }, within, cancellationToken);
    }

    /// <summary>Requires that nobody keeps readers from coming to the end of the feed.</summary>
    /// <exception cref="EventStoreException">An append that is under way does.</exception>
    public async ValueTask RequireFreeAsync(GlobalPosition end, CancellationToken cancellationToken)
    {
        if (store is not IFeedHolds feed || await feed.GetFeedHoldsAsync(cancellationToken).ConfigureAwait(false) is not { Count: > 0 } holds) return;
        throw new EventStoreException(
            $"Reading the feed up to {end}, where the rows of '{projection.Name}' stand that serve, failed: appends that are under way hold it back ({string.Join("; ", holds.Select(h => h.Holder))}). "
            + "Commit them or roll them back, or end the process that holds them, and try again.",
            outcomeUnknown: false,
            isTransient: true);
    }
}
