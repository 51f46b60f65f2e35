using EventSourcing.ReadModels;
using EventSourcing.Transactions;

namespace EventSourcing.Projections;

/// <summary>Reads what concerns a projection, page by page.</summary>
internal sealed class RebuildFeed(ITransactionalEventStore store, ProjectionDescriptor projection, int pageSize)
{
    private readonly string[] _names = [.. store.Catalog.EventsOf(projection).Select(e => e.Name)];

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
            await foreach (var @event in OpenAsync(after, scan, within, cancellationToken).ConfigureAwait(false))
            {
                // The scan has come past this one already.
                if (@event.Position > end) return new RebuildPage(events, end, IsLast: true);
                events.Add(@event);
            }

            if (scan.Position >= end) return new RebuildPage(events, end, IsLast: true);
            if (!scan.ReachedHead) return new RebuildPage(events, scan.Position, IsLast: false);

            // The feed ends earlier: its last events were removed, or appends that are under way hold it back. Who begins now does not: so after a look at those who do, a second reading sees all there is.
            if (again) return new RebuildPage(events, end, IsLast: true);
            await RequireFreeAsync(end, cancellationToken).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<RecordedEvent> OpenAsync(GlobalPosition? after, FeedScan scan, IReadModelTables? within, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new FeedReadOptions { EventNames = _names, Limit = pageSize, Scan = scan };
        if (within is ITransactionFeed own)
        {
            foreach (var @event in await own.ReadFeedAsync(after, options, cancellationToken).ConfigureAwait(false)) yield return @event;
            yield break;
        }

        await foreach (var @event in store.ReadAllAsync(after, options, cancellationToken).ConfigureAwait(false)) yield return @event;
    }

    private async ValueTask RequireFreeAsync(GlobalPosition end, CancellationToken cancellationToken)
    {
        if (store is not IFeedHolds feed || await feed.GetFeedHoldsAsync(cancellationToken).ConfigureAwait(false) is not { Count: > 0 } holds) return;
        throw new EventStoreException(
            $"Reading the feed up to {end}, where the rows of '{projection.Name}' stand that serve, failed: appends that are under way hold it back ({string.Join("; ", holds.Select(h => h.Holder))}). "
            + "Commit them or roll them back, or end the process that holds them, and try again.",
            outcomeUnknown: false,
            isTransient: true);
    }
}
