namespace EventSourcing.Compiler;

/// <summary>Records what the code has and the lock does not. Takes nothing away: what was stored once stays known.</summary>
/// <remarks>Whether the changes are compatible is for the caller to find out before.</remarks>
internal static class LockMerger
{
    /// <summary>A lock with the events of the code in it. What has not changed stays as it is written.</summary>
    /// <param name="locked">The lock so far.</param>
    /// <param name="events">The events to record.</param>
    public static EventsLock Merge(EventsLock locked, IEnumerable<CurrentEvent> events)
    {
        var merged = new EventsLock();
        foreach (var pair in locked.Events) merged.Events.Add(pair.Key, Copy(pair.Value));

        // The highest version last: it has the aliases that take over the entries of former names.
        foreach (var current in events.OrderBy(e => e.Name, StringComparer.Ordinal).ThenBy(e => e.Version))
        {
            if (!merged.Events.TryGetValue(current.Name, out var entry)) merged.Events.Add(current.Name, entry = new LockedEvent());
            foreach (var alias in current.Aliases) TakeOver(merged, entry, alias);
            entry.Aliases.Remove(current.Name);
            if (!entry.Versions.TryGetValue(current.Version, out var shape) || !LockComparer.AreEqual(shape, current.Shape)) entry.Versions[current.Version] = current.Shape;
        }

        return merged;
    }

    private static void TakeOver(EventsLock merged, LockedEvent entry, string alias)
    {
        entry.Aliases.Add(alias);
        if (!merged.Events.TryGetValue(alias, out var former) || ReferenceEquals(former, entry)) return;
        entry.Aliases.UnionWith(former.Aliases);
        foreach (var version in former.Versions)
        {
            if (!entry.Versions.ContainsKey(version.Key)) entry.Versions.Add(version.Key, version.Value);
        }

        merged.Events.Remove(alias);
    }

    private static LockedEvent Copy(LockedEvent locked)
    {
        var copy = new LockedEvent { Place = locked.Place };
        copy.Aliases.UnionWith(locked.Aliases);
        foreach (var version in locked.Versions) copy.Versions.Add(version.Key, version.Value);
        return copy;
    }
}
