namespace EventSourcing.Compiler;

/// <summary>What <c>events.lock.json</c> says: every shape in which events were ever accepted to be stored.</summary>
internal sealed class EventsLock
{
    /// <summary>The events by their stored names, in ordinal order.</summary>
    public SortedDictionary<string, LockedEvent> Events { get; } = new(StringComparer.Ordinal);
}
