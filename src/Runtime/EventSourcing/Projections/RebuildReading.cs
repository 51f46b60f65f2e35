using EventSourcing.Subscriptions;

namespace EventSourcing.Projections;

/// <summary>Reads what concerns a projection up to a place, page by page, in one reading of the store's as far as that goes: a new one would look for the end of the feed again, and guess anew how many events pass.</summary>
/// <param name="feed">The feed.</param>
/// <param name="after">Where it begins, exclusive; <see langword="null"/> for the beginning.</param>
/// <param name="end">Where it ends, inclusive.</param>
/// <param name="pageSize">How many stored events a page has at most.</param>
internal sealed class RebuildReading(RebuildFeed feed, GlobalPosition? after, GlobalPosition end, int pageSize) : IAsyncDisposable
{
    private IAsyncEnumerator<RecordedEvent>? _open;
    private FeedScan _scan = new();
    private RecordedEvent? _next;
    private GlobalPosition? _after = after;
    private bool _isLate;

    /// <summary>Reads the next page. It is not asked for again behind the last one.</summary>
    /// <exception cref="EventStoreException">An append that is under way keeps readers from coming to the end; or the server or file failed.</exception>
    public async Task<RebuildPage> NextAsync(CancellationToken cancellationToken)
    {
        if (_after >= end) return new RebuildPage([], end, IsLast: true);
        var (events, count) = (new List<RecordedEvent>(), 0);
        if (_next is not null) (count, _next) = (Add(events, _next), null);
        try
        {
            _open ??= feed.OpenAsync(_after, _scan = new FeedScan(), cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await _open.MoveNextAsync().ConfigureAwait(false))
            {
                var @event = _open.Current;
                if (@event.Position > end) return new RebuildPage(events, end, IsLast: true);
                if (events.Count > 0 && events[^1].Position == @event.Position)
                {
                    events.Add(@event);
                    continue;
                }

                if (count < pageSize)
                {
                    count += Add(events, @event);
                    continue;
                }

                _next = @event;
                return Page(new RebuildPage(events, events[^1].Position, IsLast: false));
            }
        }
        catch (EventSourcingException e) when (PoisonLocator.Identify(e) is not null)
        {
            var place = RebuildFeed.Further(_after, _scan.Position, events);
            await CloseAsync().ConfigureAwait(false);
            return Page(await feed.EndAtAsync(e, events, place, end, within: null, cancellationToken).ConfigureAwait(false));
        }

        await CloseAsync().ConfigureAwait(false);
        if (_scan.Position >= end || _isLate) return new RebuildPage(events, end, IsLast: true);

        // The feed ends earlier: its last events were removed, or appends that are under way hold it back. Who begins now does not: so after a look at those who do, a second reading sees all there is.
        await feed.RequireFreeAsync(end, cancellationToken).ConfigureAwait(false);
        _isLate = true;
        return Page(new RebuildPage(events, RebuildFeed.Further(_after, _scan.Position, events), IsLast: false));
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private static int Add(List<RecordedEvent> events, RecordedEvent @event)
    {
        events.Add(@event);
        return 1;
    }

    private RebuildPage Page(RebuildPage page)
    {
        _after = page.UpTo;
        return page;
    }

    private async ValueTask CloseAsync()
    {
        if (_open is not { } open) return;
        _open = null;
        await open.DisposeAsync().ConfigureAwait(false);
    }
}
