namespace EventSourcing;

/// <summary>Events that have all of some tags and, where names are given, one of these names.</summary>
public sealed class TagCriterion
{
    /// <summary>Names the tags.</summary>
    /// <param name="tags">The tags that an event must have, all of them; at least one.</param>
    /// <exception cref="ArgumentException">There is none, or one that <see cref="NewEvent.Tags"/> would refuse.</exception>
    public TagCriterion(params IReadOnlyCollection<string> tags)
    {
        Tags = EventTags.Of(tags, nameof(tags));
        if (Tags.Count == 0) throw new ArgumentException("A criterion needs at least one tag: a store finds events by tags, and looks at their names then.", nameof(tags));
    }

    /// <summary>The tags that an event must have.</summary>
    public IReadOnlyCollection<string> Tags { get; }

    /// <summary>
    /// Names of events, as of <see cref="FeedReadOptions.EventNames"/>, of which an event must have one; <see langword="null"/> for any. An empty list matches nothing.
    /// </summary>
    public IReadOnlyCollection<string>? EventNames { get; init; }

    /// <inheritdoc/>
    public override string ToString() => EventNames is { } names
        ? $"[{string.Join(" and ", Tags)}] of {string.Join(" or ", names)}"
        : $"[{string.Join(" and ", Tags)}]";
}
