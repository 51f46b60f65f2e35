namespace EventSourcing;

/// <summary>What must not have happened for an append to be stored: an event of a query, after the place up to which the caller has read it.</summary>
/// <remarks>
/// This is the dynamic consistency boundary: of two callers that decide on the same events at once, whichever comes second is refused. Events count by the name under
/// which they are stored: one that an upcaster splits, or leaves nothing of, counts where any part of it could match.
/// </remarks>
public sealed class AppendCondition
{
    /// <summary>States a condition.</summary>
    /// <param name="noneOf">The events of which none may be stored.</param>
    /// <param name="after">
    /// Up to where the caller has taken them into account: <see cref="FeedScan.Position"/> of the reading that the decision rests on. <see langword="null"/> where not one may be stored.
    /// </param>
    public AppendCondition(TagQuery noneOf, GlobalPosition? after = null)
    {
        ArgumentNullException.ThrowIfNull(noneOf);
        NoneOf = noneOf;
        After = after;
    }

    /// <summary>The events of which none may be stored after <see cref="After"/>.</summary>
    public TagQuery NoneOf { get; }

    /// <summary>The place up to which such events are known and allowed; <see langword="null"/> for the beginning of the feed.</summary>
    public GlobalPosition? After { get; }

    /// <inheritdoc/>
    public override string ToString() => After is { } after ? $"none of {NoneOf} after {after}" : $"none of {NoneOf}";
}
