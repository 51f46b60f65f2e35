namespace EventSourcing.Projections;

/// <summary>Reads what concerns a projection, page by page.</summary>
internal sealed class RebuildFeed(ITransactionalEventStore store, ProjectionDescriptor projection, int pageSize)
{
    private readonly string[] _names = [.. store.Catalog.EventsOf(projection).Select(e => e.Name)];

    /// <summary>Reads a page.</summary>
    /// <param name="after">Where it begins, exclusive; <see langword="null"/> for the beginning.</param>
    /// <param name="end">Where the reading ends, inclusive; <see langword="null"/> for the end of the feed.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<RebuildPage> ReadAsync(GlobalPosition? after, GlobalPosition? end, CancellationToken cancellationToken)
    {
        if (end is { } last && after >= last) return new RebuildPage([], end, IsLast: true);
        var (events, scan) = (new List<RecordedEvent>(), new FeedScan());
        var feed = store.ReadAllAsync(after, new FeedReadOptions { EventNames = _names, Limit = pageSize, Scan = scan }, cancellationToken);
        await foreach (var @event in feed.ConfigureAwait(false))
        {
            // The scan has come past this one already.
            if (@event.Position > end) return new RebuildPage(events, end, IsLast: true);
            events.Add(@event);
        }

        // Where the last events of the feed were removed meanwhile, it ends before the end that was asked for.
        if (scan.ReachedHead) return new RebuildPage(events, end ?? scan.Position ?? after, IsLast: true);
        return scan.Position is { } position && !(position >= end) ? new RebuildPage(events, position, IsLast: false) : new RebuildPage(events, end ?? after, IsLast: true);
    }
}
