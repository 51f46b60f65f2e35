namespace EventSourcing.Subscriptions;

/// <summary>Finds the place of an event that cannot be read: the error says which event it is, and not where it stands in the feed.</summary>
internal static class PoisonLocator
{
    /// <summary>What a reading's error says of the event that cannot be read; <see langword="null"/> for another error.</summary>
    public static (StreamId Stream, long Version, string Name, int SchemaVersion)? Identify(Exception error) => error switch
    {
        UnknownEventException e => (e.Stream, e.Version, e.Name, e.SchemaVersion),
        UpcastException e => (e.Stream, e.Version, e.EventName, e.SchemaVersion),
        SerializationException { Stream: { } stream } e => (stream, e.Version, e.EventName ?? "", 0),
        _ => ((StreamId, long, string, int)?)null,
    };

    /// <summary>Finds the place in a store, by reading one event after others.</summary>
    /// <param name="store">The store.</param>
    /// <param name="filter">The filter of the reading that failed.</param>
    /// <param name="after">A place before the event, behind which nothing that passes the filter comes before it.</param>
    /// <param name="error">The reading's error.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The place; <see langword="null"/> where the event can be read now, or is gone.</returns>
    public static async ValueTask<GlobalPosition?> FindAsync(IEventStore store, FeedReadOptions filter, GlobalPosition? after, Exception error, CancellationToken cancellationToken) =>
        await store.GetHeadAsync(cancellationToken).ConfigureAwait(false) is { } head
            ? await FindAsync(place => store.ReadAllAsync(place, filter with { Limit = 1, Scan = null }, cancellationToken), after, head, error).ConfigureAwait(false)
            : null;

    /// <summary>Finds the place by reading one event after others: a reading that begins before the unreadable event fails on it, and one that begins at it or behind does not.</summary>
    /// <param name="readOne">Reads one event behind a place.</param>
    /// <param name="after">A place before the event, behind which nothing else comes before it.</param>
    /// <param name="upTo">A place behind which the event is not.</param>
    /// <param name="error">The error that says which event it is.</param>
    /// <returns>The place; <see langword="null"/> where the event can be read now, or is gone.</returns>
    public static async ValueTask<GlobalPosition?> FindAsync(Func<GlobalPosition?, IAsyncEnumerable<RecordedEvent>> readOne, GlobalPosition? after, GlobalPosition upTo, Exception error)
    {
        if (!await IsNextAsync(readOne, after, error).ConfigureAwait(false)) return null;

        // The event is behind `low`, and not behind `high`: first in steps that double, since it is mostly the very next one.
        var (low, high) = (after?.Value ?? 0, upTo.Value);
        for (var step = 1L; low + step < high; step *= 2)
        {
            if (await IsNextAsync(readOne, new GlobalPosition(upTo.StoreId, low + step), error).ConfigureAwait(false))
            {
                low += step;
            }
            else
            {
                high = low + step;
                break;
            }
        }

        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (await IsNextAsync(readOne, new GlobalPosition(upTo.StoreId, middle), error).ConfigureAwait(false)) low = middle;
            else high = middle;
        }

        return new GlobalPosition(upTo.StoreId, high);
    }

    /// <summary>Whether the event that an error tells of is the first one behind a place.</summary>
    /// <param name="readOne">Reads one event behind a place.</param>
    /// <param name="place">The place.</param>
    /// <param name="error">The error.</param>
    public static async ValueTask<bool> IsNextAsync(Func<GlobalPosition?, IAsyncEnumerable<RecordedEvent>> readOne, GlobalPosition? place, Exception error)
    {
        try
        {
            await foreach (var _ in readOne(place).ConfigureAwait(false)) return false;
            return false;
        }
        catch (EventSourcingException e) when (Identify(e) is { } other)
        {
            return other == Identify(error);
        }
    }
}
