namespace EventSourcing;

/// <summary>
/// How far a store has looked while a feed or a category was read. A reader that filters takes its next checkpoint from here: every event
/// up to <see cref="Position"/> was either given or did not match.
/// </summary>
/// <remarks>One instance serves one reading at a time; it is written while the reading is enumerated.</remarks>
public sealed class FeedScan
{
    /// <summary>The last place that the store has looked at, or <see langword="null"/> before any and for an empty store.</summary>
    public GlobalPosition? Position { get; private set; }

    /// <summary>Whether the reading has come to the end of the feed as it was when the store last looked.</summary>
    public bool ReachedHead { get; private set; }

    /// <summary>For stores: begins a reading after <paramref name="after"/>.</summary>
    /// <param name="after">Where the reading begins, exclusive.</param>
    public void Begin(GlobalPosition? after)
    {
        Position = after;
        ReachedHead = false;
    }

    /// <summary>For stores: everything up to <paramref name="position"/> was given or does not match.</summary>
    /// <param name="position">The place; it never goes back.</param>
    public void Advance(GlobalPosition position)
    {
        if (Position is { } current && position <= current) return;
        Position = position;
    }

    /// <summary>For stores: the reading has come to the end of the feed.</summary>
    public void Complete() => ReachedHead = true;
}
