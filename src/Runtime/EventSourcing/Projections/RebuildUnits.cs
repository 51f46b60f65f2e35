namespace EventSourcing.Projections;

/// <summary>Stored events among those that were read: one that has become several is handled, or parked, as a whole, and its key is that of the first.</summary>
internal static class RebuildUnits
{
    /// <summary>Where the stored event begins that an event is of.</summary>
    public static int StartOf(IReadOnlyList<RecordedEvent> events, RecordedEvent @event)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].Position == @event.Position) return i;
        }

        throw new ArgumentException($"The event at {@event.Position} is not among those that were handled.", nameof(@event));
    }

    /// <summary>Where the stored event ends that begins at an index; exclusive.</summary>
    public static int EndOf(IReadOnlyList<RecordedEvent> events, int start)
    {
        var end = start + 1;
        while (end < events.Count && events[end].Position == events[start].Position) end++;
        return end;
    }

    /// <summary>Splits events by something that is told of the first of each stored event.</summary>
    public static ILookup<TOf, RecordedEvent> Split<TOf>(IReadOnlyList<RecordedEvent> events, Func<RecordedEvent, TOf> of)
    {
        var (told, last) = (default(TOf)!, (GlobalPosition?)null);
        return events.ToLookup(e =>
        {
            if (e.Position != last) (told, last) = (of(e), e.Position);
            return told;
        });
    }
}
